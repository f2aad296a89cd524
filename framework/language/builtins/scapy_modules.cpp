// load_contrib and load_layer: protocols are always there, so they say whether, and bind what shares a place.
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/uts/tools.h"
#include "framework/packet/runtime_protocol.h"

namespace pkttest::language {

namespace {

Value load(const Call& call, std::string_view folder) {
    const std::string name = fmt::format("scapy.{}.{}", folder, call.octets(0));
    if (!has_scapy_module(name)) throw EvaluationError(call.span, fmt::format("module {}", name)).uncovered();
    if (PythonRules::hold())
        for (const auto& [layer, protocol] : renamed_layers(name)) call.variables.set(layer, Value(protocol));
    return {};
}
/// What is no longer in contrib is looked for among the layers.
Value run_load_contrib(Call& call) {
    const bool moved = has_scapy_module(fmt::format("scapy.layers.{}", call.octets(0)));
    return load(call, moved ? "layers" : "contrib");
}
Value run_load_layer(Call& call) { return load(call, "layers"); }

}  // namespace

extern const Builtin builtin_load_contrib = {"load_contrib",
                                             {{{"name", Kind::text}}},
                                             Kind::none,
                                             "Nothing: its protocols are there.",
                                             run_load_contrib};
extern const Builtin builtin_load_layer = {
    "load_layer", {{{"name", Kind::text}}}, Kind::none, "Nothing: its protocols are there.", run_load_layer};

}  // namespace pkttest::language
