// Names that OSPF's messages and LSAs share (RFC 2328 A.2, RFC 5250, RFC 3101; IANA ospfv2-parameters).
#pragma once

#include "framework/packet/field.h"

namespace pkttest::protocols {

inline constexpr Name ospf_options[] = {{1, "MT"}, {2, "E"},   {4, "MC"}, {8, "NP"},
                                        {16, "L"}, {32, "DC"}, {64, "O"}, {128, "DN"}};
inline constexpr Name ospf_lsa_types[] = {
    {1, "router"},          {2, "network"},          {3, "summaryIP"},
    {4, "summaryASBR"},     {5, "external"},         {7, "NSSAexternal"},
    {9, "linkScopeOpaque"}, {10, "areaScopeOpaque"}, {11, "asScopeOpaque"}};

}  // namespace pkttest::protocols
