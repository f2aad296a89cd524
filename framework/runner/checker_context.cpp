// The checker's context: answering machines from their registry, filters from libpcap.
#include "framework/runner/checker_context.h"

#include "framework/exchange/answering_machine.h"
#include "framework/net/bpf.h"

namespace pkttest::runner {

language::CheckerContext checker_context() {
    language::CheckerContext context;
    for (const exchange::AnsweringMachine* machine : exchange::all_answering_machines()) {
        auto& known = context.machines.emplace_back();
        known.name = machine->name;
        for (const auto& parameter : machine->parameters) known.parameters.push_back(parameter.name);
    }
    context.filter_error = [](std::string_view filter) { return net::filter_error(filter); };
    return context;
}

}  // namespace pkttest::runner
