// A place's surroundings: the step is cut into words, texts and signs up to the place, brackets counted.
#include "framework/editor/context.h"

#include <algorithm>

#include "framework/language/syntax/parser_forms.h"
#include "framework/language/syntax/token.h"

namespace pkttest::editor {

namespace {

using language::continues_name;

struct Piece {
    enum class Kind { word, text, open_text, sign } kind = Kind::sign;
    std::string_view text;  ///< Of texts: without quotes.
    bool is(std::string_view sign) const { return kind == Kind::sign && text == sign; }
};

struct Frame {
    std::string_view owner;    ///< `IP` of `IP(`.
    std::string_view keyword;  ///< The name before the last = in it.
    char sign = 0;
};

std::size_t line_start(std::string_view text, std::size_t offset) {
    const std::size_t end = text.substr(0, offset).rfind('\n');
    return end == std::string_view::npos ? 0 : end + 1;
}

std::string_view first_word(std::string_view line) {
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    std::size_t end = begin;
    while (end < line.size() && continues_name(line[end])) ++end;
    return line.substr(begin, end - begin);
}

/// Cuts up to `end`; false where that lies in a comment.
bool cut(std::string_view text, std::size_t at, std::size_t end, std::vector<Piece>& out) {
    while (at < end) {
        const char c = text[at];
        if (c == '#') {
            at = std::min(text.find('\n', at), text.size());
            if (at >= end) return false;
        } else if (c == '"' || c == '\'') {
            std::size_t stop = at + 1;
            while (stop < end && text[stop] != c && text[stop] != '\n') stop += text[stop] == '\\' ? 2 : 1;
            stop = std::min(stop, end);
            const bool closed = stop < end && text[stop] == c;
            out.push_back(
                {closed ? Piece::Kind::text : Piece::Kind::open_text, text.substr(at + 1, stop - at - 1)});
            at = stop + 1;
        } else if (continues_name(c)) {
            std::size_t stop = at;
            while (stop < end && continues_name(text[stop])) ++stop;
            out.push_back({Piece::Kind::word, text.substr(at, stop - at)});
            at = stop;
        } else {
            const bool doubled = at + 1 < end && text[at + 1] == '=' &&
                                 std::string_view("=!<>").find(c) != std::string_view::npos;
            if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
                out.push_back({Piece::Kind::sign, text.substr(at, doubled ? 2 : 1)});
            at += doubled ? 2 : 1;
        }
    }
    return true;
}

std::vector<Frame> frames_of(const std::vector<Piece>& pieces) {
    std::vector<Frame> frames;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Piece& piece = pieces[i];
        const std::string_view before =
            i > 0 && pieces[i - 1].kind == Piece::Kind::word ? pieces[i - 1].text : std::string_view();
        if (piece.is("(") || piece.is("[") || piece.is("{")) frames.push_back({before, {}, piece.text[0]});
        if (frames.empty()) continue;
        if (piece.is(")") || piece.is("]") || piece.is("}"))
            frames.pop_back();
        else if (piece.is("="))
            frames.back().keyword = before;
        else if (piece.is(","))
            frames.back().keyword = {};
    }
    return frames;
}

/// Whether the step that begins at `at` goes on in the line that begins at `line`: a bracket is open, or a
/// \\ stands before its end.
bool goes_on(std::string_view text, std::size_t at, std::size_t line) {
    std::vector<Piece> pieces;
    cut(text, at, line, pieces);
    return !frames_of(pieces).empty() || (!pieces.empty() && pieces.back().is("\\"));
}

/// Where the step begins that a place belongs to: its own line, or one above that begins as steps do and goes
/// on in it.
std::size_t step_start(std::string_view text, std::size_t offset) {
    static constexpr int most_lines = 40;
    std::size_t at = line_start(text, offset);
    const std::size_t own = at;
    for (int lines = 0; lines < most_lines; ++lines) {
        const std::string_view line = text.substr(at, text.find('\n', at) - at);
        if (language::begins_line(first_word(line))) return at == own || goes_on(text, at, own) ? at : own;
        if (at == 0 || line.empty() || std::string_view("%+=~*#").find(line[0]) != std::string_view::npos)
            break;
        at = line_start(text, at - 1);
    }
    return own;
}

/// The layer of what ends before piece `end`: `p[TCP]`, `TCP(…)`; null where that is not plain.
const Protocol* layer_before(const std::vector<Piece>& pieces, std::size_t end) {
    if (end == 0) return nullptr;
    if (pieces[end - 1].is("]") && end >= 3 && pieces[end - 2].kind == Piece::Kind::word)
        return find_protocol(pieces[end - 2].text);
    if (!pieces[end - 1].is(")")) return nullptr;
    int depth = 0;
    for (std::size_t i = end; i-- > 0;) {
        if (pieces[i].is(")")) ++depth;
        if (pieces[i].is("(") && --depth == 0) return i > 0 ? find_protocol(pieces[i - 1].text) : nullptr;
    }
    return nullptr;
}

/// `p[ICMP].type == "`: the field that a text is compared with.
const Field* compared_field(const std::vector<Piece>& pieces) {
    const std::size_t size = pieces.size();  // … . type == open
    if (size < 5 || !pieces[size - 4].is(".") || pieces[size - 2].kind != Piece::Kind::sign) return nullptr;
    const Protocol* layer = layer_before(pieces, size - 4);
    return layer == nullptr ? nullptr : find_field(*layer, pieces[size - 3].text);
}

void place_text(const std::vector<Piece>& pieces, const std::vector<Frame>& frames, Context& out) {
    const std::string_view text = pieces.back().text;
    out.begin = out.end - text.size();
    out.word = text;
    if (out.step == "include") {
        out.where = Context::Where::file;
        return;
    }
    for (auto frame = frames.rbegin(); frame != frames.rend() && out.field == nullptr; ++frame) {
        if (frame->sign != '(') continue;  // A list of values: flags=["S", "
        out.layer = find_protocol(frame->owner);
        if (out.layer != nullptr && !frame->keyword.empty())
            out.field = find_field(*out.layer, frame->keyword);
        break;
    }
    if (out.field == nullptr) out.field = compared_field(pieces);
    if (out.field != nullptr) out.where = Context::Where::value;
}

void place_word(const std::vector<Piece>& before, const std::vector<Frame>& frames, Context& out) {
    using Where = Context::Where;
    out.within_brackets = !frames.empty();
    if (before.empty()) {
        out.where = Where::step;
    } else if (before.back().is(".")) {
        out.where = Where::member;
        out.layer = layer_before(before, before.size() - 1);
    } else if (frames.empty() && before.back().kind == Piece::Kind::word && before.back().text == "on") {
        out.where = Where::link;
    } else if (out.step == "answer" && before.back().kind == Piece::Kind::word &&
               before.back().text == "with") {
        out.where = Where::machine;
    } else if (!frames.empty() && frames.back().sign == '(' &&
               find_protocol(frames.back().owner) != nullptr) {
        out.where = Where::argument;
        out.layer = find_protocol(frames.back().owner);
        if (!frames.back().keyword.empty()) out.field = find_field(*out.layer, frames.back().keyword);
    } else {
        out.where = Where::anything;
    }
}

bool below_a_test(std::string_view text, std::size_t offset) {
    for (std::size_t at = line_start(text, offset);; at = line_start(text, at - 1)) {
        if (text.substr(at, 2) == "= ") return true;
        if (text.substr(at, 2) == "+ ") return false;
        if (at == 0) return false;
    }
}

}  // namespace

Context context_at(std::string_view text, std::size_t offset) {
    offset = std::min(offset, text.size());
    Context out;
    out.begin = out.end = offset;
    const std::size_t line = line_start(text, offset);
    if (line < text.size() && line < offset &&
        std::string_view("%+=~*#").find(text[line]) != std::string_view::npos)
        return out;
    out.in_test = below_a_test(text, offset);
    const std::size_t start = step_start(text, offset);
    out.step = first_word(text.substr(start, text.find('\n', start) - start));
    std::vector<Piece> pieces;
    if (!cut(text, start, offset, pieces)) return out;
    const bool in_text = !pieces.empty() && pieces.back().kind == Piece::Kind::open_text;
    if (in_text) {
        while (out.end < text.size() &&
               std::string_view("\"'\n").find(text[out.end]) == std::string_view::npos)
            ++out.end;
        place_text(pieces, frames_of(pieces), out);
        out.begin = offset - pieces.back().text.size();
        out.word = text.substr(out.begin, out.end - out.begin);
        return out;
    }
    while (out.begin > start && continues_name(text[out.begin - 1])) --out.begin;
    while (out.end < text.size() && continues_name(text[out.end])) ++out.end;
    out.word = text.substr(out.begin, out.end - out.begin);
    if (!out.word.empty() && language::is_digit(out.word[0])) return out;
    if (out.begin < offset) pieces.pop_back();
    place_word(pieces, frames_of(pieces), out);
    return out;
}

std::vector<const Protocol*> layers_named_in(std::string_view text) {
    std::vector<const Protocol*> out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && continues_name(text[end])) ++end;
        if (end > at && text[at] >= 'A' && text[at] <= 'Z')
            if (const Protocol* layer = find_protocol(text.substr(at, end - at));
                layer != nullptr && std::find(out.begin(), out.end(), layer) == out.end())
                out.push_back(layer);
        at = std::max(end, at + 1);
    }
    return out;
}

}  // namespace pkttest::editor
