// Formatting: Python's format specifications and the operator % of texts.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/evaluate/evaluator.h"
#include "framework/language/evaluate/operators.h"
#include "framework/language/values/big_integer.h"
#include "framework/language/values/native_type.h"
#include "framework/language/values/objects.h"

namespace pkttest::language {

namespace {

constexpr int widest = 10'000;

/// [[fill]align][sign][#][0][width][,][.precision][type]
struct Specification {
    std::string fill = " ";
    char align = 0;
    char sign = '-';
    bool alternate = false;
    char grouping = 0;
    int width = 0;
    int precision = -1;
    char type = 0;
};

bool is_align(char c) { return c == '<' || c == '>' || c == '^' || c == '='; }

class Reader {
 public:
    Reader(std::string_view text, Span where) : text_(text), where_(where) {}

    Specification read() {
        Specification out;
        read_align(out);
        if (at("+- ")) out.sign = take();
        if (at("#")) out.alternate = take() != 0;
        if (at("0")) {
            take();
            out.fill = "0";
            if (out.align == 0) out.align = '=';
        }
        out.width = number(0);
        if (at(",_")) out.grouping = take();
        if (at(".")) {
            take();
            out.precision = number(-1);
            if (out.precision < 0) fail();
        }
        if (!text_.empty()) out.type = take();
        if (!text_.empty()) fail();
        return out;
    }

 private:
    void read_align(Specification& out) {
        const auto parts = characters(text_.substr(0, 5));
        if (parts.size() >= 2 && parts[1].size() == 1 && is_align(parts[1][0])) {
            out.fill = parts[0];
            out.align = parts[1][0];
            text_.remove_prefix(parts[0].size() + 1);
        } else if (!text_.empty() && is_align(text_[0])) {
            out.align = take();
        }
    }
    bool at(std::string_view set) const { return !text_.empty() && set.find(text_[0]) != set.npos; }
    char take() {
        const char c = text_[0];
        text_.remove_prefix(1);
        return c;
    }
    int number(int otherwise) {
        if (!at("0123456789")) return otherwise;
        int out = 0;
        while (at("0123456789")) {
            out = out * 10 + (take() - '0');
            if (out > widest)
                throw EvaluationError(where_, "this format is too wide",
                                      fmt::format("{} is the most", widest));
        }
        return out;
    }
    [[noreturn]] void fail() const {
        throw EvaluationError(where_, "this is no format", "for example: {x:>8} {x:#06x} {x:.2f}");
    }

    std::string_view text_;
    Span where_;
};

std::string padded(std::string_view body, std::string_view sign, const Specification& spec, char usual) {
    const auto used = static_cast<int>(characters(body).size() + sign.size());
    const int missing = std::max(0, spec.width - used);
    const char align = spec.align != 0 ? spec.align : usual;
    int before = align == '<' || align == '=' ? 0 : align == '^' ? missing / 2 : missing;
    std::string fill, out;
    for (int i = 0; i < before; ++i) out += spec.fill;
    for (int i = before; i < missing; ++i) fill += spec.fill;
    out += sign;
    if (align == '=') out += fill;
    out += body;
    if (align != '=') out += fill;
    return out;
}

std::string_view sign_text(bool negative, char sign) {
    if (negative) return "-";
    return sign == '+' ? "+" : sign == ' ' ? " " : "";
}

void group_digits(std::string& digits, char separator, std::size_t size) {
    std::size_t end = std::min(digits.find('.'), digits.size());
    while (end > size) digits.insert(end -= size, 1, separator);
}

std::string format_integer(Integer value, Specification spec, Span where) {
    const bool negative = value < 0;
    const auto magnitude =
        negative ? -static_cast<UnsignedInteger>(value) : static_cast<UnsignedInteger>(value);
    std::string digits, prefix;
    switch (spec.type) {
        case 'x':
            digits = fmt::format("{:x}", magnitude), prefix = "0x";
            break;
        case 'X':
            digits = fmt::format("{:X}", magnitude), prefix = "0X";
            break;
        case 'b':
            digits = fmt::format("{:b}", magnitude), prefix = "0b";
            break;
        case 'o':
            digits = fmt::format("{:o}", magnitude), prefix = "0o";
            break;
        case 'c':
            if (value < 0 || value > 127)
                throw EvaluationError(where, "format c takes a number from 0 to 127");
            return padded(std::string(1, static_cast<char>(value)), "", spec, '<');
        case 0:
        case 'd':
        case 'n':
            digits = fmt::format("{}", magnitude);
            break;
        default:
            throw EvaluationError(where, fmt::format("format {} does not take an integer", spec.type));
    }
    if (spec.grouping != 0) group_digits(digits, spec.grouping, prefix.empty() ? 3 : 4);
    return padded(digits, std::string(sign_text(negative, spec.sign)) + (spec.alternate ? prefix : ""), spec,
                  '>');
}

std::string format_real(double value, Specification spec, Span where) {
    static constexpr std::string_view types = "eEfFgG%";
    if (spec.type != 0 && types.find(spec.type) == types.npos)
        throw EvaluationError(where,
                              fmt::format("format {} does not take a number with a fraction", spec.type));
    const bool negative = std::signbit(value) && !std::isnan(value);
    const double magnitude = std::abs(value) * (spec.type == '%' ? 100 : 1);
    const int precision = std::min(spec.precision < 0 ? 6 : spec.precision, 300);
    std::string digits;
    if (spec.type == 0 && spec.precision < 0)
        digits = to_text(Value(magnitude));
    else if (spec.type == 'e' || spec.type == 'E')
        digits = fmt::format("{:.{}e}", magnitude, precision);
    else if (spec.type == 0 || spec.type == 'g' || spec.type == 'G')
        digits = fmt::format("{:.{}g}", magnitude, precision);
    else
        digits = fmt::format("{:.{}f}", magnitude, precision);
    if (spec.type == 'E' || spec.type == 'G' || spec.type == 'F')
        std::transform(digits.begin(), digits.end(), digits.begin(),
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    if (spec.type == '%') digits += '%';
    if (spec.grouping != 0) group_digits(digits, spec.grouping, 3);
    return padded(digits, sign_text(negative, spec.sign), spec, '>');
}

std::string format_text(std::string text, const Specification& spec, Span where) {
    if (spec.type != 0 && spec.type != 's')
        throw EvaluationError(where, fmt::format("format {} takes a number, not a text", spec.type));
    if (spec.precision >= 0) {
        const auto parts = characters(text);
        if (parts.size() > static_cast<std::size_t>(spec.precision)) {
            std::string cut;
            for (int i = 0; i < spec.precision; ++i) cut += parts[static_cast<std::size_t>(i)];
            text = std::move(cut);
        }
    }
    return padded(text, "", spec, '<');
}

/// The same for one of more than 127 bits.
std::string format_big(const Big& number, const Specification& spec, Span where) {
    static constexpr std::string_view types = "xXbod";
    const char type = spec.type == 0 ? 'd' : spec.type;
    if (types.find(type) == types.npos || spec.grouping != 0)
        throw EvaluationError(where, fmt::format("format {} of a number of more than 127 bits", type))
            .uncovered();
    std::string digits = digits_of({false, number.parts}, type == 'b'   ? 2
                                                          : type == 'o' ? 8
                                                          : type == 'd' ? 10
                                                                        : 16);
    if (type == 'X')
        std::transform(digits.begin(), digits.end(), digits.begin(),
                       [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
    const std::string prefix = spec.alternate && type != 'd' ? std::string("0") + type : "";
    return padded(digits, std::string(sign_text(number.negative, spec.sign)) + prefix, spec, '>');
}

}  // namespace

std::string format_value(const Value& value, std::string_view specification, Span where) {
    if (specification.empty()) return to_text(value);
    const Specification spec = Reader(specification, where).read();
    if (is_big(value) && spec.type != 's') return format_big(*to_big(value), spec, where);
    static constexpr std::string_view real_types = "eEfFgG%";
    Integer integer = 0;
    if (const double* real = value.as<double>()) return format_real(*real, spec, where);
    const bool plain_text = spec.type == 's' || (spec.type == 0 && value.as<Integer>() == nullptr);
    if (!plain_text && value.to_integer(integer)) {
        if (spec.type != 0 && real_types.find(spec.type) != real_types.npos)
            return format_real(static_cast<double>(integer), spec, where);
        return format_integer(integer, spec, where);
    }
    const bool as_real = spec.type != 0 && real_types.find(spec.type) != real_types.npos;
    if (const auto nearest = as_real ? decimal_real(value) : std::nullopt)
        return format_real(*nearest, spec, where);
    return format_text(to_text(value), spec, where);
}

namespace {

/// One `%…` directive: its flags, width and precision as a specification.
std::string as_specification(std::string_view flags, char type) {
    std::string out, rest;
    bool left = false;
    std::size_t i = 0;
    for (; i < flags.size() && std::string_view("-+ #0").find(flags[i]) != std::string_view::npos; ++i) {
        if (flags[i] == '-')
            left = true;
        else
            rest += flags[i];
    }
    if (left) out = "<";
    if (left) rest.erase(std::remove(rest.begin(), rest.end(), '0'), rest.end());
    if (!left && (type == 's' || rest.find('0') == rest.npos)) out = ">";
    for (const char c : std::string_view("+ #0"))
        if (rest.find(c) != rest.npos && !(type == 's')) out += c;
    return out + std::string(flags.substr(i)) + (type == 's' ? "" : std::string(1, type));
}

class PercentFormatter {
 public:
    PercentFormatter(const Value& values, bool octets, Span where) : where_(where), octets_(octets) {
        if (const auto* named = values.as<std::shared_ptr<Dictionary>>()) named_ = named->get();
        if (values.is_tuple())
            values_ = *values.items();
        else
            values_ = {values};
    }

    std::string run(std::string_view text) {
        std::string out;
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text[at] != '%') {
                out += text[at];
                continue;
            }
            const Value* named = ++at < text.size() && text[at] == '(' ? &named_value(text, at) : nullptr;
            const std::size_t begin = at;
            at = text.find_first_not_of("-+ #0123456789.*", at);
            if (at == text.npos) throw EvaluationError(where_, "a text to format ends inside of a %");
            std::string flags(text.substr(begin, at - begin));
            for (std::size_t star = flags.find('*'); star != flags.npos; star = flags.find('*'))
                flags.replace(star, 1, to_text(next_value()));
            if (text[at] == '%') {
                out += '%';
                continue;
            }
            out += directive(flags, text[at], named != nullptr ? *named : next_value());
            check_octet_count(out.size(), where_);
        }
        if (next_ != values_.size() && named_ == nullptr)
            throw EvaluationError(
                where_, fmt::format("{} values for the {} that % takes here", values_.size(), next_))
                .as("TypeError");
        return out;
    }

 private:
    const Value& next_value() {
        if (next_ >= values_.size())
            throw EvaluationError(where_, "% has fewer values than it takes here").as("TypeError");
        return values_[next_++];
    }
    /// Of `%(name)s`, at its bracket; goes behind it.
    const Value& named_value(std::string_view text, std::size_t& at) const {
        const std::size_t end = std::min(text.find(')', at), text.size());
        const Value name(text.substr(at + 1, end - at - 1));
        at = std::min(end + 1, text.size());
        if (named_ == nullptr) throw EvaluationError(where_, "%(name) takes a dictionary").as("TypeError");
        for (const auto& [key, value] : *named_)
            if (equal(key, name)) return value;
        throw EvaluationError(where_, fmt::format("there is no key {}", represent(name))).as("KeyError");
    }

    std::string directive(std::string_view flags, char type, const Value& value) {
        static constexpr std::string_view types = "diuxXobcrseEfFgG";
        if (types.find(type) == types.npos)
            throw EvaluationError(where_, fmt::format("%{} is no format", type), "for example: %d, %s, %02x");
        if (octets_ && (type == 's' || type == 'b')) return text_of(value);
        if (type == 'c' && value.octets() != nullptr) type = 's';
        if (octets_ && type == 'r') type = 's';
        if (type == 'i' || type == 'u') type = 'd';
        if (type == 'r')
            return format_value(Value(represent_python(value)), as_specification(flags, 's'), where_);
        if (type == 's') return format_value(Value(to_text(value)), as_specification(flags, 's'), where_);
        if (const auto decimal = decimal_real(value); decimal && type == 'd')
            return format_value(Value(truncate(*decimal, where_)), as_specification(flags, type), where_);
        if (const double* real = value.as<double>(); real != nullptr && type == 'd')
            return format_value(Value(truncate(*real, where_)), as_specification(flags, type), where_);
        if (value.octets() != nullptr)
            throw EvaluationError(where_, fmt::format("%{} takes a number, not {}", type, describe(value)))
                .as("TypeError");
        return format_value(value, as_specification(flags, type), where_);
    }

    /// What %s of bytes takes.
    const std::string& text_of(const Value& value) const {
        if (value.as<Bytes>() == nullptr)
            throw EvaluationError(where_, fmt::format("%s takes bytes here, not {}", describe(value)))
                .as("TypeError");
        return *value.octets();
    }

    List values_;
    const Dictionary* named_ = nullptr;
    Span where_;
    bool octets_;
    std::size_t next_ = 0;
};

}  // namespace

std::string format_percent(const std::string& text, const Value& values, bool octets, Span where) {
    return PercentFormatter(values, octets, where).run(text);
}

}  // namespace pkttest::language
