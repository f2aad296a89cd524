// Names that OSPF version 3's messages and LSAs share (RFC 5340 A.2, RFC 5838; IANA ospfv3-parameters).
#pragma once

#include "framework/packet/field.h"

namespace pkttest::protocols {

inline constexpr Name ospfv3_options[] = {{1, "V6"},  {2, "E"},   {4, "MC"},  {8, "N"},   {16, "R"},
                                          {32, "DC"}, {64, "AF"}, {128, "L"}, {256, "I"}, {512, "F"}};
inline constexpr Name ospfv3_lsa_types[] = {{0x2001, "router"},
                                            {0x2002, "network"},
                                            {0x2003, "interAreaPrefix"},
                                            {0x2004, "interAreaRouter"},
                                            {0x4005, "asExternal"},
                                            {0x2007, "type7"},
                                            {0x0008, "link"},
                                            {0x2009, "intraAreaPrefix"}};

}  // namespace pkttest::protocols
