// Dissect: finds the layers of a frame. Touches headers only; allocates nothing up to 16 layers.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "framework/packet/key.h"
#include "framework/packet/layer.h"

namespace pkttest {

/// The layers of some octets that somebody else keeps. Use it where speed counts; Packet keeps its octets.
class Dissection {
 public:
    /// Finds the layers, `first` outermost. What cannot be read becomes Raw; no octet is lost, nothing
    /// throws.
    /// `parent`: the layer whose field holds these octets.
    Dissection(std::span<const std::uint8_t> octets, const Protocol& first, const Layer* parent = nullptr);
    Dissection() = default;
    Dissection(const Dissection&) = delete;
    Dissection& operator=(const Dissection&) = delete;

    /// Starts again on other octets, with no allocation.
    void dissect(std::span<const std::uint8_t> octets, const Protocol& first, const Layer* parent = nullptr);

    std::size_t size() const { return table_.count; }
    Layer operator[](std::size_t index) const { return {table_, index}; }
    /// As (*this)[index].protocol(), for those who look for one layer among many.
    const Protocol& protocol(std::size_t index) const { return *table_.slots[index].protocol; }
    /// The nth layer of this protocol (1-based); -1 where there is none.
    int find(const Protocol& protocol, int nth = 1) const;
    const LayerTable& table() const { return table_; }
    /// Why a layer could not be read; nullptr where all could.
    const char* malformed() const { return malformed_; }

    /// The header's octets of the layer at `index`, for reading fields by Key: `IP::ttl.number(header)`.
    Header header(std::size_t index) const {
        const Slot& slot = table_.slots[index];
        return {table_.data + slot.start, slot.length};
    }

 private:
    /// What a layer's length left out: padding, where no protocol is named.
    struct Cut {
        std::size_t start, length;
        const Protocol* follower;
    };
    static constexpr std::size_t inline_slots = 16, most_cuts = 16;

    void walk(const Protocol* protocol);
    const Protocol* walk_told(const Protocol* protocol);
    const Protocol* step(const Protocol* protocol);
    Layer last() const { return {table_, table_.count - 1}; }
    Slot& add(const Protocol& protocol, const std::uint8_t* start, std::size_t length);
    const Protocol* make_room(const Protocol& announced);
    const Compiled& specialised(Slot& slot) const;
    std::size_t header_size(Slot& slot, const Compiled& table, const std::uint8_t* header,
                            std::size_t available);
    std::size_t measure(Slot& slot, std::size_t available);
    bool take_ends(Slot& slot, const Compiled& table, const std::uint8_t* header, std::size_t left);
    void give_up(Slot& slot, const char* reason);
    bool cut_ends(Slot& slot);
    void leave_padding(const Protocol& protocol, std::size_t end);
    void follow_cuts();

    LayerTable table_;
    const char* malformed_ = nullptr;
    std::size_t start_ = 0, end_ = 0;  ///< Of what is being walked.
    std::size_t trailers_ = 0;         ///< Octets of trailers between `end_` and the frame's.
    std::size_t cuts_ = 0;
    std::array<Slot, inline_slots> slots_;
    std::array<Cut, most_cuts> cut_;
    std::vector<Slot> more_;
};

/// Asks for the headers of a frame that will be dissected a few frames later. A walk over frames that lie in
/// memory waits for each one's first octets otherwise; call it some 8 frames ahead.
inline void prefetch(std::span<const std::uint8_t> octets) {
    // Two lines hold most headers. To ask for what is not there costs less than to look whether it is.
    constexpr std::uintptr_t line = 64;
    const auto first = reinterpret_cast<std::uintptr_t>(octets.data());
    __builtin_prefetch(reinterpret_cast<const void*>(first));
    __builtin_prefetch(reinterpret_cast<const void*>(first + line));
}

/// The length of the header of the last layer in `table`; -1 and a reason where it cannot be read.
std::int64_t header_length(const Layer& layer, std::size_t available, const char*& reason);

/// Sets the slot of `layer` to the variant of its protocol that its octets ask for, and to that one's
/// variant; Raw where the protocol stands for its variants only.
void specialise(Slot& slot, const Layer& layer);

}  // namespace pkttest
