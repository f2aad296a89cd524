// FixedField: a field that lies at the same place in every packet of its protocol, looked up once. For loops
// over many frames.
#pragma once

#include <endian.h>

#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "framework/packet/dissect.h"

namespace pkttest {

class FixedField {
 public:
    /// Throws std::invalid_argument where the protocol or the field is not known, or where another field or a
    /// length decides where it lies.
    FixedField(std::string_view protocol, std::string_view field);

    const Protocol& protocol() const { return *protocol_; }
    const Field& field() const { return *field_; }

    /// The field's number in the frame's layer at `index`, which must be of this protocol; 0 where the layer
    /// ends before it.
    std::uint64_t number(const Dissection& frame, std::size_t index) const {
        const LayerTable& table = frame.table();
        const Slot& slot = table.slots[index];
        const std::size_t at = slot.start + offset_;
        if (slot.length < end_ || at + sizeof(std::uint64_t) > table.size)
            return frame[index].integer(*field_);
        std::uint64_t word;
        std::memcpy(&word, table.data + at, sizeof word);
        return be64toh(word) >> shift_ & mask_;
    }
    /// Its octets there, neither copied nor turned: an address. Empty where the layer ends before it, or
    /// where the field is no whole octets.
    std::span<const std::uint8_t> octets(const Dissection& frame, std::size_t index) const {
        const LayerTable& table = frame.table();
        const Slot& slot = table.slots[index];
        if (slot.length < octets_end_) return {};
        return {table.data + slot.start + offset_, size_};
    }

 private:
    const Protocol* protocol_;
    const Field* field_;
    std::size_t offset_ = 0;  ///< The octet that holds its first bit.
    std::size_t size_ = 0;    ///< In octets; 0: no whole octets.
    std::size_t end_;         ///< Octets of header that number() needs; more than any has where it can't.
    std::size_t octets_end_;  ///< The same for octets().
    unsigned shift_ = 0;      ///< Of the eight octets from there.
    std::uint64_t mask_ = 0;
};

}  // namespace pkttest
