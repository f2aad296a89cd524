// Functions that spoil packets: fuzz, corrupt_bytes, corrupt_bits.
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/packet/random_values.h"

namespace pkttest::language {

namespace {

Value run_fuzz(Call& call) {
    const auto* packet = call[0].as<LayerReference>();
    if (packet == nullptr) call.fail(0, fmt::format("fuzz takes a packet, not {}", describe(call[0])));
    return Value(fuzz(*packet->packet, packet->index));
}

Value corrupt(const Call& call, Octets (*how)(Octets, std::optional<std::size_t>, double)) {
    const auto* packet = call[0].as<LayerReference>();
    const std::string octets = packet != nullptr ? octets_of(*packet) : call.octets(0);
    double share = 0.01;
    if (const double* real = call[1].as<double>()) share = *real;
    if (Integer whole = 0; call[1].to_integer(whole)) share = static_cast<double>(whole);
    if (!(share >= 0 && share <= 1)) call.fail(1, "the share of what is changed is from 0 to 1");
    std::optional<std::size_t> count;
    if (call.has(2)) count = static_cast<std::size_t>(call.integer_within(2, 0, 1'000'000'000));
    const Octets out = how(Octets(octets.begin(), octets.end()), count, share);
    return Value(Bytes{std::string(out.begin(), out.end())});
}
Value run_bytes(Call& call) { return corrupt(call, corrupt_bytes); }
Value run_bits(Call& call) { return corrupt(call, corrupt_bits); }

constexpr Parameter share = optional("p", Kind::number), count = optional("n", Kind::number);

}  // namespace

extern const Builtin builtin_fuzz = {"fuzz",
                                     {{{"p", Kind::packet}, optional("_inplace")}},
                                     Kind::packet,
                                     "The packet with random values where nobody chose one.",
                                     run_fuzz};
extern const Builtin builtin_corrupt_bytes = {
    "corrupt_bytes", {{{"data"}, share, count}}, Kind::bytes, "The octets, some of them changed.", run_bytes};
extern const Builtin builtin_corrupt_bits = {
    "corrupt_bits", {{{"data"}, share, count}}, Kind::bytes, "The octets, some bits turned round.", run_bits};

}  // namespace pkttest::language
