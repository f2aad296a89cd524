// Modules: Python's as far as campaigns use them. A function of a module is the builtin "MODULE.NAME", or the
// builtin NAME where that is the same thing.
#include <fmt/format.h>

#include <algorithm>
#include <numbers>

#include "framework/language/uts/tools.h"
#include "framework/language/values/native_type.h"

namespace pkttest::language {

namespace {

struct Constant {
    std::string_view name;
    std::int64_t value;
};
constexpr Constant constants[] = {
    {"socket.AF_INET", 2},       {"socket.AF_INET6", 10},
    {"socket.AF_UNSPEC", 0},     {"socket.SOCK_STREAM", 1},
    {"socket.SOCK_DGRAM", 2},    {"socket.SOCK_RAW", 3},
    {"socket.IPPROTO_IP", 0},    {"socket.IPPROTO_ICMP", 1},
    {"socket.IPPROTO_IGMP", 2},  {"socket.IPPROTO_TCP", 6},
    {"socket.IPPROTO_UDP", 17},  {"socket.IPPROTO_IPV6", 41},
    {"socket.IPPROTO_GRE", 47},  {"socket.IPPROTO_ESP", 50},
    {"socket.IPPROTO_AH", 51},   {"socket.IPPROTO_ICMPV6", 58},
    {"socket.IPPROTO_NONE", 59}, {"socket.IPPROTO_SCTP", 132},
    {"socket.INADDR_ANY", 0},    {"sys.maxsize", INT64_MAX},
    {"re.IGNORECASE", 2},        {"re.I", 2},
    {"re.MULTILINE", 8},         {"re.M", 8},
    {"re.DOTALL", 16},           {"re.S", 16},
};

struct TextConstant {
    std::string_view name, value;
};
constexpr TextConstant text_constants[] = {
    {"os.sep", "/"},
    {"os.linesep", "\n"},
    {"os.name", "posix"},
    {"sys.byteorder", "little"},
    {"sys.platform", "linux"},
    {"string.ascii_lowercase", "abcdefghijklmnopqrstuvwxyz"},
    {"string.ascii_uppercase", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    {"string.ascii_letters", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    {"string.digits", "0123456789"},
    {"string.hexdigits", "0123456789abcdefABCDEF"},
};

constexpr std::string_view modules[] = {
    "socket",  "struct", "binascii", "base64", "zlib",      "random", "time",        "math",     "io",  "os",
    "os.path", "sys",    "string",   "copy",   "itertools", "re",     "collections", "datetime", "uuid"};

/// Functions that a module has under the name of a builtin.
constexpr std::string_view same[] = {
    "socket.inet_aton", "socket.inet_ntoa", "socket.inet_pton",
    "socket.inet_ntop", "io.BytesIO",       "io.StringIO",
};

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
        for (const TextConstant& constant : text_constants)
            if (constant.name == full) return Value(constant.value);
        if (full == "math.pi") return Value(std::numbers::pi);
        if (full == "math.e") return Value(std::numbers::e);
        const bool plain = std::find(std::begin(same), std::end(same), full) != std::end(same);
        if (const Builtin* builtin = find_builtin(plain ? wanted : full))
            return object_value<BuiltinObject>(*builtin);
        for (const auto& known : {exception_type, module_named, date_time_type, collections_type, uuid_type})
            if (Value found = known(full); !found.is_none()) return found;
        return std::nullopt;
    }
    std::string_view name;
};

}  // namespace

bool is_module_of_python(std::string_view name) {
    static constexpr std::string_view known[] = {
        "abc",        "argparse",   "array",     "asyncio",   "bisect",    "bz2",       "calendar",
        "codecs",     "contextlib", "csv",       "ctypes",    "decimal",   "difflib",   "enum",
        "errno",      "fcntl",      "fnmatch",   "fractions", "functools", "gc",        "getpass",
        "glob",       "gzip",       "hashlib",   "heapq",     "hmac",      "html",      "http",
        "importlib",  "inspect",    "ipaddress", "json",      "locale",    "logging",   "lzma",
        "mimetypes",  "operator",   "pathlib",   "pickle",    "platform",  "pprint",    "queue",
        "secrets",    "select",     "shlex",     "shutil",    "signal",    "ssl",       "stat",
        "statistics", "subprocess", "tempfile",  "textwrap",  "threading", "traceback", "types",
        "typing",     "unittest",   "urllib",    "warnings",  "weakref",   "xml"};
    name = name.substr(0, name.find('.'));
    return std::find(std::begin(known), std::end(known), name) != std::end(known);
}

Value module_named(std::string_view name) {
    const auto* found = std::find(std::begin(modules), std::end(modules), name);
    return found == std::end(modules) ? Value() : object_value<Module>(*found);
}

}  // namespace pkttest::language
