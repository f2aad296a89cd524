// SCTP (RFC 9260): the numbers that chunks and parameters share.
#pragma once

#include "framework/packet/protocol.h"

namespace pkttest::protocols {

/// Chunk types: RFC 9260, 3.2; RFC 4895, 4.1; RFC 5061, 4.1.
inline constexpr Name sctp_chunk_types[] = {{0, "data"},
                                            {1, "init"},
                                            {2, "init-ack"},
                                            {3, "sack"},
                                            {4, "heartbeat-req"},
                                            {5, "heartbeat-ack"},
                                            {6, "abort"},
                                            {7, "shutdown"},
                                            {8, "shutdown-ack"},
                                            {9, "error"},
                                            {10, "cookie-echo"},
                                            {11, "cookie-ack"},
                                            {14, "shutdown-complete"},
                                            {15, "authentication"},
                                            {128, "address-configuration-ack"},
                                            {193, "address-configuration"}};

}  // namespace pkttest::protocols
