// PacketTemplate: a packet built once, whose numbers are then changed in its octets. For many variants of one
// packet.
#pragma once

#include <span>
#include <vector>

#include "framework/packet/packet.h"

namespace pkttest {

class PacketTemplate {
 public:
    /// Builds `packet`, the first member where it has sets. Whatever its protocols' fields are, octets() is
    /// what build() yields; whether they can be changed here is set()'s matter.
    explicit PacketTemplate(const Packet& packet);

    /// Writes a number and works out again what is computed from the octets (lengths, checksums), as
    /// Packet::set_internal() and build() would. Bits above the field's width are left out. No allocation.
    /// False, with nothing changed, where that is not enough: a field that is automatic or not a plain
    /// number, or a packet with conditional fields. Then use Packet.
    bool set(std::size_t layer, const Field& field, UnsignedInteger value);

    /// Valid until the template goes; set() changes them.
    std::span<const std::uint8_t> octets() const { return octets_; }

 private:
    /// A number that is worked out from the octets.
    struct Computed {
        std::size_t layer;
        const Field* field;
        std::size_t bit;  ///< From the layer's start.
    };
    void find_computed(const Packet& packet, std::size_t layer, const std::vector<std::uint16_t>& fields);
    void put(const Computed& one, UnsignedInteger value);
    LayerTable table() const {
        return {octets_.data(), octets_.size(), slots_.data(), slots_.size(), nullptr};
    }

    Octets octets_;
    std::vector<Slot> slots_;
    std::vector<Computed> computed_;  ///< The innermost layer's first.
    bool can_change_ = true;
};

}  // namespace pkttest
