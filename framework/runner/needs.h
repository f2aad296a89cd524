// What a test needs of the system that it runs on: `needs` lines, and UTscapy's keywords that say so.
#pragma once

#include <string>

#include "framework/runner/campaigns.h"
#include "framework/runner/links.h"

namespace pkttest::runner {

/// Why a test cannot run here, for people: "needs root", "keyword disabled"; empty where it can. Of a
/// replayed run only what no recording provides counts.
/// Where `links` is nullptr, what a link needs counts as met.
std::string unmet_need(const PlannedTest& test, const Links* links, bool replayed);
/// The keyword of UTscapy that keeps a test from running here; empty where none does.
std::string unmet_keyword(const PlannedTest& test);

}  // namespace pkttest::runner
