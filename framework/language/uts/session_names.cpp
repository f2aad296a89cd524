// Names of Python's own modules in a session of Scapy's: those that are there, and those that need an import.
#include <algorithm>

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

namespace {

/// What `from scapy.all import *` leaves in a session under these names; `full` is empty where it leaves
/// nothing, although pkttest knows something of the name.
struct SessionName {
    std::string_view name, full = {};
};
constexpr SessionName names[] = {
    {"BytesIO"},
    {"StringIO"},
    {"UUID", "uuid.UUID"},
    {"absent"},
    {"base64"},
    {"binascii"},
    {"checksum_update"},
    {"choice", "random.choice"},
    {"crc32", "zlib.crc32"},
    {"datetime", "datetime.datetime"},
    {"defaultdict", "collections.defaultdict"},
    {"deque", "collections.deque"},
    {"gcd", "math.gcd"},
    {"length"},
    {"prefix"},
    {"regex"},
    {"timedelta", "datetime.timedelta"},
    {"timezone", "datetime.timezone"},
    {"zip_longest", "itertools.zip_longest"},
    {"zlib"},
};

const SessionName* find(std::string_view name) {
    const auto* found =
        std::lower_bound(std::begin(names), std::end(names), name,
                         [](const SessionName& one, std::string_view key) { return one.name < key; });
    return found != std::end(names) && found->name == name ? found : nullptr;
}

}  // namespace

bool is_session_name(std::string_view name) { return PythonRules::hold() && find(name) != nullptr; }

std::optional<Value> session_value(std::string_view name) {
    const SessionName* known = find(name);
    if (known == nullptr || known->full.empty()) return std::nullopt;
    const std::size_t dot = known->full.find('.');
    const Value module = module_named(known->full.substr(0, dot));
    return object_as<ScriptObject>(module)->attribute(known->full.substr(dot + 1));
}

}  // namespace pkttest::language
