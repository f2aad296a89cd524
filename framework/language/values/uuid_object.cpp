// Python's module uuid: UUID as a value (RFC 4122).
#include <fmt/format.h>

#include <random>

#include "framework/language/values/big_integer.h"
#include "framework/language/values/hex.h"
#include "framework/language/values/native_type.h"
#include "framework/packet/plain_text.h"

namespace pkttest::language {

namespace {

constexpr std::size_t octets_in_all = 16;

/// "12345678-1234-5678-1234-567812345678".
std::string written(const std::string& octets) {
    std::string out = hex_digits(octets);
    for (const std::size_t at : {20U, 16U, 12U, 8U}) out.insert(at, "-");
    return out;
}

class Uuid final : public ScriptObject {
 public:
    explicit Uuid(std::string octets) : octets_(std::move(octets)) {}
    std::string_view kind() const override { return "UUID"; }
    std::string represent() const override { return fmt::format("UUID('{}')", written(octets_)); }
    std::string text() const override { return written(octets_); }
    std::optional<Value> attribute(std::string_view name) const override {
        if (name == "bytes") return Value(Bytes{octets_});
        if (name == "bytes_le") return Value(Bytes{mixed(octets_)});
        if (name == "hex") return Value(hex_digits(octets_));
        if (name == "urn") return Value("urn:uuid:" + written(octets_));
        if (name == "version") return Value(static_cast<unsigned char>(octets_[6]) >> 4);
        if (name == "int") return to_value(*parse_big(hex_digits(octets_), 16, false));
        if (name == "__class__") return uuid_type("uuid.UUID");
        return std::nullopt;
    }
    /// Fields of packets hold their UUIDs as text.
    std::optional<bool> is_equal(const Value& other) const override {
        if (const auto* uuid = object_as<Uuid>(other)) return uuid->octets_ == octets_;
        return other.is_text() && *other.octets() == written(octets_);
    }
    std::optional<int> order_with(const Value& other, Span) const override {
        const auto* uuid = object_as<Uuid>(other);
        return uuid != nullptr ? std::optional(octets_.compare(uuid->octets_)) : std::nullopt;
    }
    std::optional<std::string> octets() const override { return std::nullopt; }
    /// The first three groups with their octets turned round.
    static std::string mixed(std::string octets) {
        std::reverse(octets.begin(), octets.begin() + 4);
        std::reverse(octets.begin() + 4, octets.begin() + 6);
        std::reverse(octets.begin() + 6, octets.begin() + 8);
        return octets;
    }

 private:
    std::string octets_;
};

std::optional<std::string> octets_of_digits(std::string digits) {
    std::erase_if(digits, [](char c) { return c == '-' || c == '{' || c == '}'; });
    if (digits.starts_with("urn:uuid:")) digits.erase(0, 9);
    auto octets = digits.size() == 2 * octets_in_all ? from_hex(digits) : std::nullopt;
    return octets && octets->size() == octets_in_all ? octets : std::nullopt;
}

Value make(const NativeArguments& given, Span where) {
    const auto wrong = [&] { return EvaluationError(where, "this is no UUID").as("ValueError"); };
    std::optional<std::string> octets;
    if (given[0].is_text()) octets = octets_of_digits(*given[0].octets());
    for (const std::size_t at : {1U, 2U})
        if (given[at].octets() != nullptr && given[at].octets()->size() == octets_in_all)
            octets = at == 1 ? *given[at].octets() : Uuid::mixed(*given[at].octets());
    if (!given[3].is_none()) {
        std::string digits = format_value(given[3], "x", where);
        if (digits.size() > 2 * octets_in_all || digits.starts_with('-')) throw wrong();
        octets = from_hex(std::string(2 * octets_in_all - digits.size(), '0') + digits);
    }
    if (!octets) throw wrong();
    return object_value<Uuid>(std::move(*octets));
}

bool is_uuid(const Value& value) { return object_as<Uuid>(value) != nullptr; }

constexpr std::string_view parameters[] = {"hex", "bytes", "bytes_le", "int"};
constexpr NativeTable types[] = {{"uuid.UUID", parameters, make, is_uuid}};

}  // namespace

Value uuid_type(std::string_view name) { return native_type(types, name); }

Value uuid_object(std::string_view text) {
    auto octets = octets_of_digits(std::string(text));
    return octets ? object_value<Uuid>(std::move(*octets)) : Value();
}

std::optional<std::string> uuid_text_of(const Value& value) {
    const auto* uuid = object_as<Uuid>(value);
    return uuid != nullptr ? std::optional(uuid->text()) : std::nullopt;
}

Value random_uuid_object() {
    std::random_device source;
    std::string octets(octets_in_all, '\0');
    for (char& octet : octets) octet = static_cast<char>(source() & 0xff);
    octets[6] = static_cast<char>((octets[6] & 0x0f) | 0x40);
    octets[8] = static_cast<char>((octets[8] & 0x3f) | 0x80);
    return object_value<Uuid>(std::move(octets));
}

}  // namespace pkttest::language
