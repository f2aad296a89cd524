// What NetFlow's files share.
#pragma once

#include "framework/packet/shape.h"
#include "protocols/netflow_types.h"

namespace pkttest::protocols {

/// The flows of a data set, where its template stands in the same packet. What is sent is padding alone.
extern const Shape netflow_flows_shape;

}  // namespace pkttest::protocols
