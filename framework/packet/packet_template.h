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

    /// Writes a number and brings what is computed from the octets (lengths, checksums) up to date, as
    /// Packet::set_internal() and build() would. Bits above the field's width are left out. The first call
    /// for a field works out its place and the checksums that it is in; later ones add the change to those
    /// (RFC 1624) and allocate nothing. False, with nothing changed, where that is not enough: a field that
    /// is computed or no plain number, one that decides what else the packet consists of, a packet with sets.
    /// Then use Packet.
    bool set(std::size_t layer, const Field& field, UnsignedInteger value);

    /// Valid until the template goes; set() changes them.
    std::span<const std::uint8_t> octets() const { return octets_; }

 private:
    /// Where a number lies.
    struct Bits {
        std::size_t first = 0;  ///< From the frame's start.
        std::uint16_t width = 0;
        bool little_endian = false;
    };
    /// A number that is worked out from octets.
    struct Computed {
        std::size_t layer;
        const Field* field;
        Bits bits;
        std::uint32_t number = 0;  ///< As it stands in the octets.
        std::uint32_t sum = 0;     ///< What it is the complement of: 1 to 0xffff.
        std::uint32_t change = 0;  ///< What the last set() added to the number, modulo 0xffff.
    };
    /// Adds the change of a number to a sum, 2^shift times.
    struct Step {
        std::uint16_t from;  ///< Index of a computed number, or the field itself.
        std::uint16_t to;
        std::uint8_t shift;
        bool is_last;  ///< Nothing more comes to this sum.
    };
    /// How a field is changed. `all`: everything is computed again; `steps`: sums are added to.
    enum class Way : std::uint8_t { unknown, refused, all, steps };
    struct Place {
        Way way = Way::unknown;
        Bits bits;
        std::uint32_t residue = 0;  ///< What the value is in a sum that ends where it does.
        std::uint32_t first_step = 0, end_of_steps = 0;
        UnsignedInteger value = 0;
    };

    void find_layers();
    void find_computed(std::size_t layer, std::size_t field);
    bool is_number(std::size_t layer, std::size_t index) const;
    void prepare(std::size_t layer, const Field& field, Place& place);
    bool find_steps(Place& place);
    bool add_step(const Bits& bits, UnsignedInteger value, std::size_t from, std::size_t to);
    std::uint32_t try_sum(const Computed& one);
    bool is_as_built(std::size_t layer, const Field& field, Place& place);
    void bring_up_to_date();

    void apply(Place& place, UnsignedInteger value);
    void finish(Computed& one, std::uint32_t change);
    void compute_all();
    std::uint32_t compute(const Computed& one);
    void note(Computed& one, std::uint32_t number);
    void note_numbers();
    void write(const Bits& bits, UnsignedInteger value) {
        write_bits(octets_.data(), bits.first, bits.width, value, bits.little_endian);
    }
    LayerTable table() const {
        return {octets_.data(), octets_.size(), slots_.data(), slots_.size(), nullptr};
    }

    Packet packet_;  ///< What the octets are built from; what set() changed since a place was found is not in
                     ///< it.
    Octets octets_;
    std::vector<Slot> slots_;
    std::vector<Computed> computed_;          ///< The innermost layer's first.
    std::vector<std::vector<Place>> places_;  ///< By layer and field.
    std::vector<Step> steps_;
    bool only_sums_ = true;  ///< Among what is computed and can change.
    bool can_change_ = true;
};

}  // namespace pkttest
