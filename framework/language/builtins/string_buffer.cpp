// StringBuffer: the octets of a stream put in their places, as Scapy's sessions gather them.
#include <algorithm>

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

namespace {

constexpr Integer most_octets = Integer{64} << 20;

class StringBuffer final : public ScriptObject {
 public:
    std::string_view kind() const override { return "string buffer"; }
    std::span<const Builtin> methods() const override;
    bool truth() const override { return !content.empty(); }
    std::optional<std::size_t> length() const override { return content.size(); }
    std::optional<std::string> octets() const override { return content; }
    std::optional<Value> attribute(std::string_view name) const override {
        if (name == "content") return Value(Bytes{content});
        if (name == "content_len") return Value(Integer(content.size()));
        if (name == "incomplete") return Value(gaps);
        return std::nullopt;
    }
    /// What lies between the end and `at` is zero until it comes.
    void put(std::size_t at, std::string_view octets) {
        const std::size_t end = at + octets.size();
        if (end > content.size()) {
            gaps.push_back(Value::tuple({Value(Integer(content.size())), Value(Integer(at))}));
            content.resize(end);
        }
        content.replace(at, octets.size(), octets);
    }

    std::string content;
    List gaps;
};

StringBuffer& self(const Call& call) {
    return const_cast<StringBuffer&>(*object_as<StringBuffer>(*call.self));
}

/// `seq` counts from 1; without it behind what is there.
Value run_append(Call& call) {
    const std::size_t size = self(call).content.size();
    const Integer at = call.has(1) ? call.integer_within(1, 1, most_octets) - 1 : Integer(size);
    self(call).put(static_cast<std::size_t>(at), call.octets(0));
    return {};
}
Value run_clear(Call& call) {
    self(call).content.clear();
    self(call).gaps.clear();
    return {};
}

constexpr Builtin table[] = {
    {"append",
     {{{"data", Kind::bytes}, optional("seq", Kind::number)}},
     Kind::none,
     "Puts octets where their number says.",
     run_append},
    {"full", {}, Kind::truth, "Whether nothing is missing.", [](Call&) { return Value(true); }},
    {"clear", {}, Kind::none, "Forgets everything.", run_clear},
};
std::span<const Builtin> StringBuffer::methods() const { return table; }

}  // namespace

extern const Builtin builtin_string_buffer = {"StringBuffer",
                                              {},
                                              Kind::unknown,
                                              "A buffer that octets are put into by their sequence number.",
                                              [](Call&) { return object_value<StringBuffer>(); }};

}  // namespace pkttest::language
