// The shape of a version of two octets: v12.4.
#include <fmt/format.h>

#include <charconv>

#include "framework/packet/script_shapes.h"
#include "framework/packet/shape.h"

namespace pkttest {

namespace {

std::optional<Integer> version_in(std::string_view text) {
    const std::size_t point = text.find('.');
    if (!text.starts_with('v') || point == text.npos) return std::nullopt;
    unsigned major = 0, minor = 0;
    const char* end = text.data() + text.size();
    const auto first = std::from_chars(text.data() + 1, text.data() + point, major);
    const auto second = std::from_chars(text.data() + point + 1, end, minor);
    const bool is_whole =
        first.ptr == text.data() + point && second.ptr == end && point > 1 && major < 256 && minor < 256;
    return is_whole ? std::optional(Integer{major} << 8 | minor) : std::nullopt;
}

std::optional<Problem> normalize_version(const Field& field, const Value& in, Value& internal) {
    if (!in.is_text()) return integer_shape.normalize(field, in, internal);
    const auto number = version_in(*in.octets());
    if (!number && field.start != nullptr && !field.start->is_text())
        return integer_shape.normalize(field, *field.start, internal);
    if (!number)
        return Problem{fmt::format("{} takes a version, not {}", field.name, represent(in)),
                       "for example: v12.4"};
    internal = Value(*number);
    return std::nullopt;
}

std::string represent_version(const Field&, const Value& internal) {
    Integer number = 0;
    if (!internal.to_integer(number)) return "unknown";
    return fmt::format("v{}.{}", static_cast<int>(number >> 8 & 0xff), static_cast<int>(number & 0xff));
}

}  // namespace

extern constexpr Shape version_shape = based_on<integer_shape>(
    {.name = "version", .normalize = normalize_version, .represent = represent_version});

}  // namespace pkttest
