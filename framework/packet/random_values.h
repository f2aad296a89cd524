// Random values for fields: drawn anew at every build from the test's seeded generator. Scapy's Rand* family;
// `name` is the expression that makes the value again ("RandNum(1, 5)").
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "framework/packet/packet.h"
#include "framework/packet/value_set.h"

namespace pkttest {

/// A number from 0 to bound - 1; any 64 bits where `bound` is 0.
std::uint64_t draw_below(std::uint64_t bound);
/// Random values of this thread draw from another generator, until it is empty again: numbers below a bound.
void draw_from(std::function<UnsignedInteger(UnsignedInteger bound)> other);

bool draws_from_other();
/// Exponentially distributed.
double draw_exponential(double rate);

/// Both ends belong to it; at most 2^64 values.
SharedSet random_number(std::string name, Integer least, Integer most);
/// Every number once, in no order, before one comes again.
SharedSet random_enumeration(std::string name, Integer least, Integer most);
/// The numbers where programs break: ends, zero, powers of two and their neighbours.
SharedSet random_edge(std::string name, Integer least, Integer most);
SharedSet random_real(std::string name, double least, double most);
/// Whole numbers with these distributions, from `base` on.
SharedSet random_exponential(std::string name, double rate, Integer base);
SharedSet random_gauss(std::string name, double mean, double deviation);
SharedSet random_gamma(std::string name, double shape, double scale);
/// At least one member.
SharedSet random_choice(std::string name, List members);

/// "192.0.2.0/24", "10.0.*.1-9"; nullptr where the template is none.
SharedSet random_ipv4(std::string name, std::string_view pattern);
/// "**" for anything, "2001:db8::/32", "2001:db8:*:0-ff::1"; nullptr where the template is none.
SharedSet random_ipv6(std::string name, std::string_view pattern);
/// The same but a network; several "**" share the room between the other groups.
SharedSet random_ipv6_groups(std::string name, std::string_view pattern);
/// "00:11:22:*", "02-0f:*:*:*:*:*"; what is left out is any octet. nullptr where the template is none.
SharedSet random_mac(std::string name, std::string_view pattern);

/// Without a size a new one each time, mostly short.
SharedSet random_octets(std::string name, std::optional<std::size_t> size);
SharedSet random_string(std::string name, std::optional<std::size_t> size, std::string characters);
/// `size` octets without `end` in them, then `end`.
SharedSet random_terminated(std::string name, std::size_t size, std::string end);
/// A text that the regular expression describes: literals, ., [a-z], (a|b), *, +, ?, {2,3}, \d, \w, \s.
/// nullptr where it has anything else in it.
SharedSet random_matching(std::string name, std::string_view expression);
/// "1.3.6.*.0-28.**"; of any depth without a template. nullptr where the template is none.
SharedSet random_oid(std::string name, std::optional<std::string_view> pattern = {});
SharedSet random_uuid(std::string name);
/// start, start + step, …; from `restart` - 1 on again from the start. One sequence for all who hold it.
SharedSet incremental(std::string name, Integer start, Integer step, Integer restart);

/// A crafted packet whose fields that nobody chose draw random values; lengths, checksums and what the layers
/// above say stay automatic.
Packet fuzz(const Packet& packet, std::size_t from = 0);

/// Other values in `count` octets at random places; by default one in a hundred, at least one.
Octets corrupt_bytes(Octets octets, std::optional<std::size_t> count = {}, double share = 0.01);
/// `count` bits turned round.
Octets corrupt_bits(Octets octets, std::optional<std::size_t> count = {}, double share = 0.01);

}  // namespace pkttest
