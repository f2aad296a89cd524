// Escapes in texts and bytes: Python's, but for \N{…}.
#include <fmt/format.h>

#include <optional>
#include <string>

#include "framework/language/syntax/lexer.h"

namespace pkttest::language {

namespace {

constexpr std::string_view simple_letters = "\\'\"abfnrtv";
constexpr std::string_view simple_values = "\\'\"\a\b\f\n\r\t\v";

std::optional<unsigned> hex_value(std::string_view digits) {
    unsigned value = 0;
    for (const char c : digits) {
        const char small = static_cast<char>(c | 0x20);
        if (!is_digit(c) && !(small >= 'a' && small <= 'f')) return std::nullopt;
        value = value * 16 + static_cast<unsigned>(is_digit(c) ? c - '0' : small - 'a' + 10);
    }
    return value;
}

void append_utf8(std::string& out, unsigned code) {
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80 | (code >> shift & 0x3f)); };
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xc0 | code >> 6);
        tail(0);
    } else if (code < 0x10000) {
        out += static_cast<char>(0xe0 | code >> 12);
        tail(6), tail(0);
    } else {
        out += static_cast<char>(0xf0 | code >> 18);
        tail(12), tail(6), tail(0);
    }
}

class Unescaper {
 public:
    Unescaper(std::string_view text, Span where, bool bytes, Diagnostics& diagnostics)
        : text_(text), where_(where), bytes_(bytes), diagnostics_(diagnostics) {}

    std::string run() {
        out_.reserve(text_.size());
        while (at_ < text_.size()) {
            if (text_[at_] == '\\' && at_ + 1 < text_.size())
                escape();
            else
                plain();
        }
        return std::move(out_);
    }

 private:
    void plain() {
        if (bytes_ && static_cast<unsigned char>(text_[at_]) >= 0x80) {
            error(at_, 1, "bytes hold ASCII characters only", "write others as \\xHH");
            at_ = text_.size();
            return;
        }
        out_ += text_[at_++];
    }

    void escape() {
        const char letter = text_[at_ + 1];
        const std::size_t simple = simple_letters.find(letter);
        if (simple != std::string_view::npos) {
            out_ += simple_values[simple];
            at_ += 2;
        } else if (letter >= '0' && letter <= '7') {
            octal();
        } else if (letter == 'x') {
            hexadecimal(2);
        } else if (!bytes_ && (letter == 'u' || letter == 'U')) {
            hexadecimal(letter == 'u' ? 4 : 8);
        } else if (letter == '\n') {
            at_ += 2;
        } else if (letter == '\r' && text_.substr(at_ + 2, 1) == "\n") {
            at_ += 3;
        } else {
            unknown(letter);
        }
    }

    void octal() {
        unsigned value = 0;
        std::size_t stop = at_ + 1;
        for (; stop < text_.size() && stop < at_ + 4 && text_[stop] >= '0' && text_[stop] <= '7'; ++stop)
            value = value * 8 + static_cast<unsigned>(text_[stop] - '0');
        append(value & 0xff);
        at_ = stop;
    }

    void hexadecimal(std::size_t count) {
        const std::string_view digits = text_.substr(at_ + 2, count);
        const std::optional<unsigned> value = digits.size() == count ? hex_value(digits) : std::nullopt;
        const std::string form(text_.substr(at_, 2));
        const bool character = value && *value <= 0x10ffff && (*value < 0xd800 || *value > 0xdfff);
        if (!value)
            error(at_, 2, fmt::format("{} needs {} hexadecimal digits", form, count), {});
        else if (!character)
            error(at_, 2 + count, "there is no such character", {});
        else
            append(*value);
        at_ += value ? 2 + count : 2;
    }

    void unknown(char letter) {
        const std::string written(text_.substr(at_, 2));
        const bool printable = letter > ' ' && static_cast<unsigned char>(letter) < 0x7f;
        const std::string message = printable ? written + " is not an escape" : "this is not an escape";
        Diagnostic& warning = diagnostics_.warning(span(at_, 2), message);
        if (printable)
            warning.notes.push_back(
                fmt::format("for a backslash write \\{}, or put r before the quote", written));
        out_ += written;
        at_ += 2;
    }

    void append(unsigned value) {
        if (bytes_)
            out_ += static_cast<char>(value);
        else
            append_utf8(out_, value);
    }

    Span span(std::size_t begin, std::size_t length) const {
        const auto first = static_cast<std::uint32_t>(where_.begin + begin);
        return {where_.source, first, static_cast<std::uint32_t>(first + length)};
    }
    void error(std::size_t begin, std::size_t length, std::string message, std::string note) {
        Diagnostic& made = diagnostics_.error(span(begin, length), std::move(message));
        if (!note.empty()) made.notes.push_back(std::move(note));
    }

    std::string_view text_;
    Span where_;
    bool bytes_;
    Diagnostics& diagnostics_;
    std::size_t at_ = 0;
    std::string out_;
};

bool is_plain(std::string_view text, bool bytes) {
    for (const char c : text)
        if (c == '\\' || (bytes && static_cast<unsigned char>(c) >= 0x80)) return false;
    return true;
}

}  // namespace

std::string_view unescape(Sources& sources, Span where, bool bytes, Diagnostics& diagnostics) {
    const std::string_view text = sources.text(where);
    if (is_plain(text, bytes)) return text;
    return sources.keep(Unescaper(text, where, bytes, diagnostics).run());
}

}  // namespace pkttest::language
