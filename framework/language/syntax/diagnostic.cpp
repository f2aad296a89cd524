// Diagnostics: collected, put in order, and shown with their line and a caret.
#include "framework/language/syntax/diagnostic.h"

#include <algorithm>
#include <utility>

namespace pkttest::language {

Diagnostic& Diagnostics::add(Severity severity, Span span, std::string message) {
    if (severity == Severity::error) ++errors_;
    Diagnostic& place = all_.size() < limit ? all_.emplace_back() : overflow_;
    place = Diagnostic{severity, span, std::move(message), {}, std::nullopt};
    return place;
}

void Diagnostics::sort() {
    std::stable_sort(all_.begin(), all_.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return std::pair(a.span.source, a.span.begin) < std::pair(b.span.source, b.span.begin);
    });
}

namespace {

struct Colors {
    const char *place, *severity, *caret, *end;
};

struct SeverityLook {
    std::string_view text;
    Colors colors;
};

constexpr SeverityLook looks[] = {
    {"error", {"\033[1m", "\033[1;31m", "\033[1;32m", "\033[0m"}},
    {"warning", {"\033[1m", "\033[1;35m", "\033[1;32m", "\033[0m"}},
    {"note", {"\033[1m", "\033[1;36m", "\033[1;32m", "\033[0m"}},
};
constexpr Colors no_colors = {"", "", "", ""};

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !continues_character(c); }));
}

// One column a character: a tab is a blank, and nothing in a campaign steers the terminal.
std::string printable(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c == '\t') c = ' ';
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
    }
    return out;
}

// The part of a line that is shown, and where in it the span lies. A long line is shown around the span.
struct Excerpt {
    std::string_view before, marked, after;
    bool cut_left = false, cut_right = false;
};

Excerpt excerpt_of(const Source& source, Span span) {
    static constexpr std::size_t most_before = 120, most_marked = 120, most_after = 60;
    const std::string_view line = source.line_at(span.begin);
    const std::size_t begin = std::min<std::size_t>(span.begin - source.line_start(span.begin), line.size());
    const std::size_t length =
        std::min<std::size_t>(span.end - std::min(span.end, span.begin), line.size() - begin);
    Excerpt result{line.substr(0, begin), line.substr(begin, length), line.substr(begin + length), false,
                   false};
    if (result.before.size() > most_before) {
        result.before.remove_prefix(result.before.size() - most_before);
        while (!result.before.empty() && continues_character(result.before.front()))
            result.before.remove_prefix(1);
        result.cut_left = true;
    }
    if (result.marked.size() > most_marked) {
        result.marked = result.marked.substr(0, most_marked);
        result.after = {};
        result.cut_right = true;
    }
    if (result.after.size() > most_after) {
        result.after = result.after.substr(0, most_after);
        result.cut_right = true;
    }
    return result;
}

std::string underlined(const Excerpt& excerpt, const Colors& colors) {
    const std::string left = excerpt.cut_left ? "..." : "";
    std::string out = "  " + left + printable(excerpt.before) + printable(excerpt.marked) +
                      printable(excerpt.after) + (excerpt.cut_right ? "..." : "") + "\n  ";
    out.append(left.size() + characters(excerpt.before), ' ');
    const std::size_t width = std::max<std::size_t>(characters(excerpt.marked), 1);
    return out + colors.caret + "^" + std::string(width - 1, '~') + colors.end + "\n";
}

}  // namespace

std::string render(const Diagnostic& diagnostic, const Sources& sources, bool color) {
    const SeverityLook& look = looks[static_cast<std::size_t>(diagnostic.severity)];
    const Colors& colors = color ? look.colors : no_colors;
    const Source& source = sources[diagnostic.span.source];
    const Position place = source.position(diagnostic.span.begin);
    std::string out = colors.place + source.name() + ":" + std::to_string(place.line) + ":" +
                      std::to_string(place.column) + ": " + colors.end + colors.severity;
    out.append(look.text).append(": ").append(colors.end).append(diagnostic.message).append("\n");
    out += underlined(excerpt_of(source, diagnostic.span), colors);
    if (diagnostic.suggestion) out += "  did you mean \"" + *diagnostic.suggestion + "\"?\n";
    for (const std::string& note : diagnostic.notes) out += "  " + note + "\n";
    return out;
}

std::string render(std::span<const Diagnostic> diagnostics, const Sources& sources, bool color) {
    std::string out;
    for (const Diagnostic& each : diagnostics) out += render(each, sources, color);
    return out;
}

}  // namespace pkttest::language
