// Dissect: finds the layers of a frame. Touches headers only; allocates nothing up to 16 layers.
#pragma once

#include <array>
#include <span>
#include <vector>

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

 private:
    friend class Dissector;
    /// A place for one more slot than the `used` ones.
    Slot* make_room(std::size_t used);

    static constexpr std::size_t inline_slots = 16;
    std::array<Slot, inline_slots> slots_;
    std::vector<Slot> more_;
    LayerTable table_;
    const char* malformed_ = nullptr;
};

/// Asks for the headers of a frame that will be dissected a few frames later. A walk over frames that lie in
/// memory waits for each one's first octets otherwise; call it some 8 frames ahead.
inline void prefetch(std::span<const std::uint8_t> octets) {
    constexpr std::size_t line = 64, headers = 128;
    for (std::size_t at = 0; at < octets.size() && at < headers; at += line)
        __builtin_prefetch(octets.data() + at);
}

/// The length of the header of the last layer in `table`; -1 and a reason where it cannot be read.
std::int64_t header_length(const Layer& layer, std::size_t available, const char*& reason);

/// Sets the slot of `layer` to the variant of its protocol that its octets ask for, and to that one's
/// variant; Raw where the protocol stands for its variants only.
void specialise(Slot& slot, const Layer& layer);

}  // namespace pkttest
