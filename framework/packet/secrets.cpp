// Secrets: one table for the process.
#include "framework/packet/secrets.h"

#include <map>
#include <mutex>

namespace pkttest {

namespace {

struct Secrets {
    std::mutex mutex;
    std::map<std::string, std::string, std::less<>> by_protocol;
};
Secrets& secrets() {
    static Secrets all;
    return all;
}

}  // namespace

std::string shared_secret(std::string_view protocol) {
    const std::lock_guard lock(secrets().mutex);
    const auto found = secrets().by_protocol.find(protocol);
    return found != secrets().by_protocol.end() ? found->second : "test";
}

void set_shared_secret(std::string_view protocol, std::string secret) {
    const std::lock_guard lock(secrets().mutex);
    secrets().by_protocol.insert_or_assign(std::string(protocol), std::move(secret));
}

}  // namespace pkttest
