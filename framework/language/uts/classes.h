// Classes of .uts campaigns: `class NAME(Packet)` as a protocol made at run time, and plain classes.
#pragma once

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

/// What a class statement makes. Throws EvaluationError, uncovered() where the class has more than name,
/// fields_desc and simple methods, or a base that is none of Packet, object, the campaign's own classes and
/// exceptions.
Value make_class(const Statement& statement, Environment& variables);

/// What a class of packets of the campaign's own has beside Scapy's hooks, for a packet of it or, without
/// `owner`, for the class; nullopt: nothing of this name.
std::optional<Value> own_member(const Protocol& protocol, std::string_view name, const Value& owner);
/// super() of a packet in a method of its class.
Value super_of_packet(const Protocol& home, const Value& packet);
/// What Scapy's Packet itself does by this name, as a function of a packet; nullopt where that is not known.
std::optional<Value> method_of_all_packets(std::string_view name);
/// The class that a class's dispatch_hook makes of the arguments in its place.
const Protocol& dispatched(const Protocol& protocol, const std::vector<GivenArgument>& arguments);
/// At the end of a session, whose functions these classes hold.
void forget_classes();

/// Exceptions of the campaign's own: `class NAME(ValueError)`.
bool is_exception_type(const Value& value);
Value derived_exception(const std::string& name, const Value& base);
void forget_exceptions();

}  // namespace pkttest::language
