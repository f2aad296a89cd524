// Modules: Python's as far as campaigns use them. A function of a module is the builtin "MODULE.NAME".
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluation.h"

namespace pkttest::language {

namespace {

struct Constant {
    std::string_view name;
    std::int64_t value;
};
constexpr Constant constants[] = {
    {"socket.AF_INET", 2},         {"socket.AF_INET6", 10},     {"socket.AF_UNSPEC", 0},
    {"socket.SOCK_STREAM", 1},     {"socket.SOCK_DGRAM", 2},    {"socket.SOCK_RAW", 3},
    {"socket.IPPROTO_IP", 0},      {"socket.IPPROTO_ICMP", 1},  {"socket.IPPROTO_IGMP", 2},
    {"socket.IPPROTO_TCP", 6},     {"socket.IPPROTO_UDP", 17},  {"socket.IPPROTO_IPV6", 41},
    {"socket.IPPROTO_GRE", 47},    {"socket.IPPROTO_ESP", 50},  {"socket.IPPROTO_AH", 51},
    {"socket.IPPROTO_ICMPV6", 58}, {"socket.IPPROTO_NONE", 59}, {"socket.IPPROTO_SCTP", 132},
    {"socket.INADDR_ANY", 0},
};

constexpr std::string_view modules[] = {"socket",    "struct", "binascii", "random",   "time",   "math",
                                        "io",        "os",     "re",       "datetime", "base64", "sys",
                                        "itertools", "string", "copy",     "uuid"};

class Module final : public ScriptObject {
 public:
    explicit Module(std::string_view name) : name(name) {}
    std::string_view kind() const override { return "module"; }
    std::string represent() const override { return fmt::format("<module '{}'>", name); }
    bool equals(const Object& other) const override {
        const auto* module = dynamic_cast<const Module*>(&other);
        return module != nullptr && module->name == name;
    }
    std::optional<Value> attribute(std::string_view wanted) const override {
        const std::string full = fmt::format("{}.{}", name, wanted);
        for (const Constant& constant : constants)
            if (constant.name == full) return Value(Integer{constant.value});
        if (const Builtin* builtin = find_builtin(full))
            return Value(std::shared_ptr<Object>(std::make_shared<BuiltinObject>(*builtin)));
        if (Value exception = exception_type(full); !exception.is_none()) return exception;
        return std::nullopt;
    }
    std::string_view name;
};

}  // namespace

Value module_named(std::string_view name) {
    const auto* found = std::find(std::begin(modules), std::end(modules), name);
    return found == std::end(modules) ? Value()
                                      : Value(std::shared_ptr<Object>(std::make_shared<Module>(*found)));
}

}  // namespace pkttest::language
