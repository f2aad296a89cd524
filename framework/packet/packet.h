// Packet: a value. Layers stacked by `/`, each crafted from values or dissected from octets that are kept.
#pragma once

#include <chrono>
#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "framework/packet/dissect.h"
#include "framework/packet/layer.h"
#include "framework/packet/shape.h"

namespace pkttest {

using Octets = std::vector<std::uint8_t>;

class Packet {
 public:
    /// A packet without layers.
    Packet() = default;
    /// One crafted layer with all its defaults: `IP()`.
    explicit Packet(const Protocol& protocol);
    /// Raw(load=octets).
    static Packet raw(std::string_view octets);
    /// A received packet: keeps the octets, decodes a field when somebody reads it. Never fails.
    static Packet dissect(std::span<const std::uint8_t> octets, const Protocol& first);

    /// A packet that a field of `parent` holds: every value is read now, while the parent is there.
    static Packet nested(const Dissection& found);

    /// The packet that a layer is part of, as far as it has been read or written: a copy.
    static Packet of(const Layer& layer);

    Packet(const Packet& other);
    Packet(Packet&& other) noexcept;
    Packet& operator=(Packet other) noexcept;
    ~Packet();

    std::size_t size() const { return slots_.size(); }
    bool empty() const { return slots_.empty(); }
    Layer operator[](std::size_t index) const { return {table(), index}; }
    /// The nth layer (1-based) of this protocol at or above `from`; nullopt where there is none.
    std::optional<std::size_t> find(const Protocol& protocol, int nth = 1, std::size_t from = 0) const;

    /// Puts `upper` on top: its layers join this packet's. Octets of received layers come along.
    Packet& operator/=(const Packet& upper);
    Packet& operator/=(Packet&& upper);
    /// The layers from `from` to the end as a packet of their own.
    Packet tail(std::size_t from) const;
    /// Removes the layers from `from` on.
    void remove_from(std::size_t from);

    /// Sets a field of a layer; the layer becomes crafted. A user's value, sets included. Problem: nothing
    /// changed.
    std::optional<Problem> set(std::size_t layer, const Field& field, const Value& value);
    /// Sets a field by name in the outermost layer that has it above `layer`; Scapy's attribute assignment.
    std::optional<Problem> set(std::size_t layer, std::string_view field, const Value& value);
    /// Sets a value that is in the field's internal form already.
    void set_internal(std::size_t layer, const Field& field, Value internal);
    void set_internal(std::size_t layer, const Field& field, Integer number);
    void set_internal(std::size_t layer, const Field& field, int number) {
        set_internal(layer, field, Integer{number});
    }
    /// By a field that the compiler knows, in the first layer of its protocol; see framework/packet/typed.h.
    template <class T>
    T get(const Key<T>& key) const;
    template <class T>
    void set(const Key<T>& key, const Value& value);
    /// Back to the default, or to automatic.
    void unset(std::size_t layer, const Field& field);

    /// The octets. A packet with sets builds its first member; random values are drawn anew.
    Octets build() const;
    /// As build(), appended to `out` without other allocation.
    void build_into(Octets& out) const;
    /// Forgets the received octets: every layer is encoded from its fields' values, as Scapy after
    /// clear_cache().
    void clear_cache();

    /// Calls `visit` with each member of the product of all sets, the last field running fastest; stops where
    /// it returns false.
    void for_each(const std::function<bool(const Packet&)>& visit) const;
    /// How many members for_each visits; random values count as one.
    std::uint64_t member_count() const;
    bool has_sets() const;

    /// Why the received octets could not be read to the end; empty where they could.
    std::string_view malformed() const { return malformed_ != nullptr ? malformed_ : ""; }
    /// The received octets; empty where the packet was crafted.
    std::span<const std::uint8_t> received() const { return octets_; }

    LayerTable table() const {
        return {octets_.data(), octets_.size(), slots_.data(), slots_.size(), nullptr};
    }

    /// What a capture says about it; empty where it says nothing.
    std::string_view comment() const { return comment_ != nullptr ? std::string_view(*comment_) : ""; }
    void set_comment(std::string text);

    std::chrono::nanoseconds time{0};  ///< When it was captured or sent.
    std::uint32_t wire_length = 0;     ///< On the wire; 0: as long as its octets.

 private:
    void craft(std::size_t layer);
    bool holds_any_set() const;
    /// The packet with a member in place of every set, random ones drawn: all of a build sees the same.
    Packet drawn() const;
    void release();
    bool has_trailers() const;
    void cut_octets();
    void build_trailers(Octets& out) const;
    std::size_t trailers_before() const;

    Octets octets_;
    FewOf<Slot, 4> slots_;
    const char* malformed_ = nullptr;
    std::unique_ptr<const std::string> comment_;  ///< Few have one: a word, not a string, in all others.
};

/// A packet, or one of the structs that name a layer.
template <class T>
concept Stacked = std::derived_from<std::remove_cvref_t<T>, Packet>;
template <Stacked Lower, Stacked Upper>
Packet operator/(Lower&& lower, Upper&& upper) {
    Packet out(std::forward<Lower>(lower));
    out /= std::forward<Upper>(upper);
    return out;
}

/// Two packets are equal where their layers, and all values of them, are.
bool operator==(const Packet& a, const Packet& b);

// ---- text --------------------------------------------------------------------------------------------

/// "Ether / IP / TCP 192.0.2.1:1025 > 198.51.100.2:80 S".
std::string summary(const Packet& packet, std::size_t from = 0);
/// Scapy's show(): a block a layer, a line a field.
std::string show(const Packet& packet, std::size_t from = 0);
/// An expression that builds the packet again: IP(dst='192.0.2.1')/UDP(dport=53).
std::string command(const Packet& packet, std::size_t from = 0);
/// "0000  45 00 …  E.": offset, sixteen octets, text; a line each. More forms: framework/packet/text.h.
std::string hexdump(std::span<const std::uint8_t> octets);

// ---- request and answer ------------------------------------------------------------------------------

/// Whether `answer` answers `request` (Scapy's answers(), from the first layer they have in common).
bool answers(const Packet& answer, const Packet& request);
/// Alike for a request and its answers.
std::string hashret(const Packet& packet);

}  // namespace pkttest
