// sprintf: a text with fields of a packet in it, formatted as printf() does, parts of it on condition.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <stdexcept>

#include "framework/packet/find.h"
#include "framework/packet/text.h"

namespace pkttest {

namespace {

constexpr std::size_t widest = 4096;

/// "-15s", "04x", "#x", "5.2f" apart.
struct Format {
    std::string flags;
    std::size_t width = 0;
    int precision = -1;
    char conversion = 's';
};

[[noreturn]] void refuse(std::string_view directive) {
    throw std::invalid_argument(
        fmt::format("the directive %{}% of sprintf cannot be read", directive.substr(0, 40)));
}

std::size_t take_number(std::string_view& text) {
    std::size_t out = 0;
    for (; !text.empty() && text[0] >= '0' && text[0] <= '9'; text.remove_prefix(1))
        out = std::min(out * 10 + static_cast<std::size_t>(text[0] - '0'), widest);
    return out;
}

Format parse_format(std::string_view text, std::string_view directive) {
    Format out;
    while (!text.empty() && std::string_view("-+ #0").find(text[0]) != text.npos) {
        out.flags += text[0];
        text.remove_prefix(1);
    }
    out.width = take_number(text);
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        out.precision = static_cast<int>(take_number(text));
    }
    if (text.size() > 1 || (!text.empty() && std::string_view("sdiuxXocrfFeEgG").find(text[0]) == text.npos))
        refuse(directive);
    if (!text.empty()) out.conversion = text[0];
    return out;
}

std::string digits_of(const Format& format, Integer number) {
    const auto size = static_cast<UnsignedInteger>(number < 0 ? -number : number);
    const bool prefixed = format.flags.find('#') != std::string::npos;
    std::string digits;
    switch (format.conversion) {
        case 'x':
            digits = fmt::format("{:x}", size);
            break;
        case 'X':
            digits = fmt::format("{:X}", size);
            break;
        case 'o':
            digits = fmt::format("{:o}", size);
            break;
        default:
            digits = fmt::format("{}", size);
    }
    if (format.precision > 0 && digits.size() < static_cast<std::size_t>(format.precision))
        digits.insert(0, static_cast<std::size_t>(format.precision) - digits.size(), '0');
    if (prefixed && std::string_view("xXo").find(format.conversion) != std::string_view::npos)
        digits.insert(0, std::string{'0', format.conversion});
    return digits;
}

std::string sign_of(const Format& format, bool negative) {
    if (negative) return "-";
    if (format.flags.find('+') != std::string::npos) return "+";
    return format.flags.find(' ') != std::string::npos ? " " : "";
}

std::string real_text(const Format& format, double number) {
    const int precision = format.precision < 0 ? 6 : std::min(format.precision, 100);
    const std::string spec = fmt::format("{{:.{}{}}}", precision, format.conversion);
    return fmt::format(fmt::runtime(spec), std::abs(number));
}

std::string text_of(const Value& value) {
    if (value.is_text()) return *value.octets();
    if (const auto* packet = value.as<LayerReference>()) return summary(*packet->packet, packet->index);
    return represent(value);
}

std::string pad(const Format& format, std::string sign, std::string body, bool numeric) {
    const std::size_t size = sign.size() + body.size();
    if (size >= format.width) return sign + body;
    const std::size_t missing = format.width - size;
    if (format.flags.find('-') != std::string::npos) return sign + body + std::string(missing, ' ');
    if (numeric && format.flags.find('0') != std::string::npos)
        return sign + std::string(missing, '0') + body;
    return std::string(missing, ' ') + sign + body;
}

/// printf's one value.
std::string format_value(const Format& format, const Value& value, std::string_view directive) {
    if (format.conversion == 's' || format.conversion == 'r') {
        std::string text = format.conversion == 'r' ? represent(value) : text_of(value);
        if (format.precision >= 0) text = text.substr(0, static_cast<std::size_t>(format.precision));
        return pad(format, "", std::move(text), false);
    }
    Integer number = 0;
    const double* real = value.as<double>();
    if (!value.to_integer(number) && real == nullptr) refuse(directive);
    if (std::string_view("fFeEgG").find(format.conversion) != std::string_view::npos) {
        const double size = real != nullptr ? *real : static_cast<double>(number);
        return pad(format, sign_of(format, size < 0), real_text(format, size), true);
    }
    if (real != nullptr) number = static_cast<Integer>(*real);
    if (format.conversion == 'c') return pad(format, "", std::string(1, static_cast<char>(number)), false);
    return pad(format, sign_of(format, number < 0), digits_of(format, number), true);
}

// ---- the packet's part -------------------------------------------------------------------------------

std::string time_of_day(std::chrono::nanoseconds time) {
    const auto seconds = static_cast<std::time_t>(std::chrono::floor<std::chrono::seconds>(time).count());
    std::tm local{};
    localtime_r(&seconds, &local);
    const auto rest = time - std::chrono::floor<std::chrono::seconds>(time);
    return fmt::format("{:02}:{:02}:{:02}.{:06}", local.tm_hour, local.tm_min, local.tm_sec,
                       std::chrono::duration_cast<std::chrono::microseconds>(rest).count());
}

/// `[FORMAT][r],[LAYER[:NUMBER].]FIELD` apart.
struct Directive {
    std::string_view whole, layer, field;
    Format format;
    int number = 1;
    bool raw = false;
};

Directive parse_directive(std::string_view whole) {
    Directive out{whole, {}, whole, {}, 1, false};
    if (const std::size_t comma = whole.find(','); comma != whole.npos) {
        std::string_view format = whole.substr(0, comma);
        out.raw = format.ends_with('r');
        if (out.raw) format.remove_suffix(1);
        out.format = parse_format(format, whole);
        out.field = whole.substr(comma + 1);
    }
    if (const std::size_t dot = out.field.find('.'); dot != whole.npos) {
        out.layer = out.field.substr(0, dot);
        out.field.remove_prefix(dot + 1);
    }
    if (const std::size_t colon = out.layer.find(':'); colon != out.layer.npos) {
        std::string_view number = out.layer.substr(colon + 1);
        if (number.empty() || number.find_first_not_of("0123456789") != number.npos) refuse(whole);
        out.number = static_cast<int>(take_number(number));
        out.layer = out.layer.substr(0, colon);
    }
    return out;
}

/// The value of a name that the layer has not itself: of the layers above, or a property of all packets.
std::optional<Value> inherited(const Packet& packet, std::size_t layer, std::string_view name) {
    if (name == "name") return Value(shown_name(packet[layer].protocol()));
    if (name == "payload") return Value(summary(packet, layer + 1));
    for (std::size_t i = layer + 1; i < packet.size(); ++i)
        if (const Field* field = find_field(packet[i].protocol(), name)) return packet[i].get(*field);
    return std::nullopt;
}

std::string carry_out(const Packet& packet, std::size_t from, const Directive& directive) {
    if (directive.field == "time")
        return format_value(directive.format, Value(time_of_day(packet.time)), directive.whole);
    std::optional<std::size_t> at = from;
    if (!directive.layer.empty()) {
        const Protocol* protocol = find_protocol(directive.layer);
        at = protocol != nullptr ? packet.find(*protocol, std::max(directive.number, 1), from) : std::nullopt;
    }
    if (!at || *at >= packet.size()) return "??";
    const Layer layer = packet[*at];
    if (const Field* field = find_field(layer.protocol(), directive.field)) {
        const Value value =
            directive.raw ? layer.get(*field) : Value(field_text(layer, *field, layer.internal(*field)));
        return format_value(directive.format, value, directive.whole);
    }
    const auto value = inherited(packet, *at, directive.field);
    return value ? format_value(directive.format, *value, directive.whole) : "??";
}

/// `{LAYER:text}`, innermost and last first, made text or nothing.
std::string without_conditions(const Packet& packet, std::size_t from, std::string format) {
    for (std::size_t open = format.rfind('{'); open != std::string::npos; open = format.rfind('{')) {
        const std::size_t close = format.find('}', open), colon = format.find(':', open);
        if (close == std::string::npos || colon > close)
            throw std::invalid_argument(fmt::format("the condition {} of sprintf has no {}",
                                                    format.substr(open, 40),
                                                    close == std::string::npos ? "}" : ":"));
        std::string name = format.substr(open + 1, colon - open - 1);
        const bool negated = name.starts_with('!');
        if (negated) name.erase(0, 1);
        const Protocol* protocol = find_protocol(name);
        const bool there = protocol != nullptr &&
                           find_layer({std::make_shared<Packet>(packet), from}, *protocol).has_value();
        const std::string text = there != negated ? format.substr(colon + 1, close - colon - 1) : "";
        format.replace(open, close - open + 1, text);
    }
    return format;
}

}  // namespace

std::string sprintf(const Packet& packet, std::string_view format, std::size_t from) {
    const std::string whole = without_conditions(packet, from, std::string(format));
    std::string out;
    std::string_view rest = whole;
    while (!rest.empty()) {
        const std::size_t begin = std::min(rest.find('%'), rest.size());
        out += rest.substr(0, begin);
        if (begin == rest.size()) break;
        rest.remove_prefix(begin + 1);
        static constexpr std::pair<char, char> escapes[] = {{'%', '%'}, {'(', '{'}, {')', '}'}};
        const auto* escape = std::find_if(std::begin(escapes), std::end(escapes),
                                          [&](const auto& each) { return rest.starts_with(each.first); });
        if (escape != std::end(escapes)) {
            out += escape->second;
            rest.remove_prefix(1);
            continue;
        }
        const std::size_t end = rest.find('%');
        if (end == rest.npos)
            throw std::invalid_argument(
                fmt::format("the directive %{} of sprintf has no % at its end", rest.substr(0, 40)));
        out += carry_out(packet, from, parse_directive(rest.substr(0, end)));
        rest.remove_prefix(end + 1);
    }
    return out;
}

}  // namespace pkttest
