// set_shared_secret: what both ends of a conversation hide its octets with.
#include "framework/language/evaluate/evaluation.h"
#include "framework/packet/secrets.h"

namespace pkttest::language {

namespace {

Value run_set(Call& call) {
    const auto* protocol = call[0].as<const Protocol*>();
    if (protocol == nullptr) call.fail(0, "a layer is needed here, for example TacacsHeader");
    set_shared_secret((*protocol)->name, call.octets(1));
    return {};
}

}  // namespace

extern const Builtin builtin_set_shared_secret = {
    "set_shared_secret",
    {{{"layer", Kind::layer}, {"secret"}}},
    Kind::none,
    "What is read and built from now on goes by this secret: set_shared_secret(TacacsHeader, \"key\").",
    run_set};

}  // namespace pkttest::language
