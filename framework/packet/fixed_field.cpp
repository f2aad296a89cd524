// FixedField: where a field lies, out of its protocol's compiled table.
#include "framework/packet/fixed_field.h"

#include <fmt/format.h>

#include <limits>
#include <stdexcept>

#include "framework/packet/compiled.h"

namespace pkttest {

FixedField::FixedField(std::string_view protocol, std::string_view field)
    : protocol_(find_protocol(protocol)),
      field_(protocol_ != nullptr ? find_field(*protocol_, field) : nullptr),
      end_(std::numeric_limits<std::size_t>::max()),
      octets_end_(end_) {
    if (protocol_ == nullptr) throw std::invalid_argument(fmt::format("there is no protocol {}", protocol));
    if (field_ == nullptr) throw std::invalid_argument(fmt::format("{} has no field {}", protocol, field));
    const std::int32_t place = compiled(*protocol_).fixed_bit[index_of(*protocol_, *field_)];
    if (place < 0)
        throw std::invalid_argument(
            fmt::format("{}.{} lies elsewhere from packet to packet", protocol, field));
    constexpr unsigned word = 64;
    const auto bit = static_cast<std::size_t>(place);
    const std::size_t end = (bit + field_->width + 7) / 8;
    const auto last = static_cast<unsigned>(bit % 8) + field_->width;
    offset_ = bit / 8;
    if (bit % 8 == 0 && field_->width % 8 == 0) {
        size_ = field_->width / 8u;
        octets_end_ = end;
    }
    if (field_->little_endian || last > word) return;
    end_ = end;
    shift_ = word - last;
    mask_ = ~std::uint64_t{0} >> (word - field_->width);
}

}  // namespace pkttest
