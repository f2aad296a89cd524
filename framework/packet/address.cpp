// Addresses: parsing and printing through the system's own functions, networks as sets.
#include "framework/packet/address.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <vector>

#include "framework/packet/plain_text.h"

namespace pkttest {

namespace {

std::optional<int> parse_small(std::string_view text, int largest) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || value < 0 ||
        value > largest)
        return std::nullopt;
    return value;
}

/// Net("192.0.2.0/24"), as the reference shows sets of addresses.
std::string net_text(const std::string& text) {
    return fmt::format("{}(\"{}\")", text.find(':') == std::string::npos ? "Net" : "Net6", text);
}

/// IPv4 addresses whose octets lie in four ranges, the last octet fastest.
class OctetRanges final : public ValueSet {
 public:
    struct Ends {
        int first, last;
    };
    explicit OctetRanges(std::string text, std::array<Ends, 4> octets)
        : text_(std::move(text)), octets_(octets) {}
    std::optional<std::uint64_t> count() const override {
        std::uint64_t total = 1;
        for (const Ends& ends : octets_) total *= static_cast<std::uint64_t>(ends.last - ends.first + 1);
        return total;
    }
    Value at(std::uint64_t index) const override {
        std::uint32_t address = 0;
        for (unsigned i = 4; i-- > 0;) {
            const auto size = static_cast<std::uint64_t>(octets_[i].last - octets_[i].first + 1);
            address |= static_cast<std::uint32_t>(static_cast<std::uint64_t>(octets_[i].first) + index % size)
                       << (8 * (3 - i));
            index /= size;
        }
        return Integer{address};
    }
    bool contains(const Value& value) const override {
        Integer address = 0;
        if (!value.to_integer(address)) return false;
        for (unsigned i = 0; i < 4; ++i) {
            const int octet = static_cast<int>(address >> (8 * (3 - i)) & 0xff);
            if (octet < octets_[i].first || octet > octets_[i].last) return false;
        }
        return true;
    }
    std::string represent() const override { return represent_text(text_); }
    std::string shown() const override { return net_text(text_); }
    SharedSet map(const std::function<Value(const Value&)>&) const override {
        return std::make_shared<OctetRanges>(text_, octets_);
    }

 private:
    std::string text_;
    std::array<Ends, 4> octets_;
};

/// A network: a range that prints as it was written.
class Network final : public ValueSet {
 public:
    Network(std::string text, UnsignedInteger base, unsigned host_bits)
        : text_(std::move(text)), base_(base), host_bits_(host_bits) {}
    std::optional<std::uint64_t> count() const override {
        return host_bits_ > 62 ? std::uint64_t{1} << 62 : std::uint64_t{1} << host_bits_;
    }
    Value at(std::uint64_t index) const override { return static_cast<Integer>(base_ + index); }
    bool contains(const Value& value) const override {
        Integer address = 0;
        if (!value.to_integer(address)) return false;
        return host_bits_ >= 128 || (static_cast<UnsignedInteger>(address) ^ base_) >> host_bits_ == 0;
    }
    std::string represent() const override { return represent_text(text_); }
    std::string shown() const override { return net_text(text_); }
    SharedSet map(const std::function<Value(const Value&)>&) const override {
        return std::make_shared<Network>(text_, base_, host_bits_);
    }

 private:
    std::string text_;
    UnsignedInteger base_;
    unsigned host_bits_;
};

SharedSet network(std::string_view text, std::string_view address, std::string_view prefix, bool v6) {
    const int width = v6 ? 128 : 32;
    const auto length = parse_small(prefix, width);
    if (!length) return nullptr;
    UnsignedInteger base = 0;
    if (v6) {
        const auto parsed = parse_ipv6(address);
        if (!parsed) return nullptr;
        base = *parsed;
    } else {
        const auto parsed = parse_ipv4(address);
        if (!parsed) return nullptr;
        base = *parsed;
    }
    const auto host_bits = static_cast<unsigned>(width - *length);
    base = host_bits >= 128 ? 0 : base >> host_bits << host_bits;
    return std::make_shared<Network>(std::string(text), base, host_bits);
}

std::optional<OctetRanges::Ends> octet_range(std::string_view part) {
    if (part == "*") return OctetRanges::Ends{0, 255};
    const std::size_t dash = part.find('-');
    const auto first = parse_small(part.substr(0, dash), 255);
    const auto last = dash == std::string_view::npos ? first : parse_small(part.substr(dash + 1), 255);
    if (!first || !last || *last < *first) return std::nullopt;
    return OctetRanges::Ends{*first, *last};
}

SharedSet octet_ranges(std::string_view text) {
    std::array<OctetRanges::Ends, 4> octets{};
    std::string_view left = text;
    for (unsigned i = 0; i < 4; ++i) {
        const std::size_t dot = left.find('.');
        if ((dot == std::string_view::npos) != (i == 3)) return nullptr;
        const auto ends = octet_range(left.substr(0, dot));
        if (!ends) return nullptr;
        octets[i] = *ends;
        if (i < 3) left.remove_prefix(dot + 1);
    }
    return std::make_shared<OctetRanges>(std::string(text), octets);
}

}  // namespace

std::optional<std::uint64_t> parse_mac(std::string_view text) {
    if (text.size() != 17) return std::nullopt;
    std::uint64_t address = 0;
    for (std::size_t i = 0; i < 17; i += 3) {
        const int high = hex_digit(text[i]), low = hex_digit(text[i + 1]);
        if ((high | low) < 0 || (i + 2 < 17 && text[i + 2] != ':' && text[i + 2] != '-')) return std::nullopt;
        address = address << 8 | static_cast<unsigned>(high << 4 | low);
    }
    return address;
}

std::optional<std::uint32_t> parse_ipv4(std::string_view text) {
    std::uint32_t address = 0;
    std::size_t at = 0;
    for (int octets = 0; octets < 4; ++octets) {
        const std::size_t start = at;
        std::uint32_t octet = 0;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
            octet = octet * 10 + static_cast<std::uint32_t>(text[at] - '0');
            if (octet > 255) return std::nullopt;
        }
        if (at == start) return std::nullopt;
        address = address << 8 | octet;
        if (octets < 3 && (at == text.size() || text[at++] != '.')) return std::nullopt;
    }
    return at == text.size() ? std::optional(address) : std::nullopt;
}

std::optional<UnsignedInteger> parse_ipv6(std::string_view text) {
    std::array<std::uint8_t, 16> octets{};
    if (inet_pton(AF_INET6, std::string(text).c_str(), octets.data()) != 1) return std::nullopt;
    UnsignedInteger address = 0;
    for (const std::uint8_t octet : octets) address = address << 8 | octet;
    return address;
}

std::string mac_text(std::uint64_t address) {
    return fmt::format("{:02x}:{:02x}:{:02x}:{:02x}:{:02x}:{:02x}", address >> 40 & 0xff,
                       address >> 32 & 0xff, address >> 24 & 0xff, address >> 16 & 0xff, address >> 8 & 0xff,
                       address & 0xff);
}

std::string ipv4_text(std::uint32_t address) {
    return fmt::format("{}.{}.{}.{}", address >> 24, address >> 16 & 0xff, address >> 8 & 0xff,
                       address & 0xff);
}

std::string ipv6_text(UnsignedInteger address) {
    std::array<std::uint8_t, 16> octets{};
    for (unsigned i = 0; i < 16; ++i) octets[15 - i] = static_cast<std::uint8_t>(address >> (8 * i));
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(AF_INET6, octets.data(), text.data(), text.size());
    return text.data();
}

SharedSet address_set(std::string_view text, bool v6) {
    const std::size_t slash = text.find('/');
    if (slash != std::string_view::npos)
        return network(text, text.substr(0, slash), text.substr(slash + 1), v6);
    return v6 ? nullptr : octet_ranges(text);
}

}  // namespace pkttest
