// Words of Python, Scapy and pytest that a tester may write out of habit, and what a campaign says instead.
// Internal to the front end.
#pragma once

#include <string_view>

namespace pkttest::language {

/// What stands for a word that begins a line elsewhere: "wait 3s lets time pass"; empty where nothing is
/// known.
std::string_view foreign_step(std::string_view word);
/// The clause that is meant by an argument's name: "within" by "timeout"; empty where nothing is known.
std::string_view foreign_clause(std::string_view word);
/// The step that is meant by one of Scapy's functions: "sr1" by "srp1"; empty where there is none.
std::string_view step_of_function(std::string_view name);

}  // namespace pkttest::language
