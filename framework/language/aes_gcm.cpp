// AES in Galois/Counter Mode, octet by octet: a campaign protects a few frames, not a stream.
#include "framework/language/aes_gcm.h"

#include <algorithm>
#include <cstdint>

namespace pkttest::language {

namespace {

using Octet = unsigned char;

/// A product in AES's field (FIPS 197, 4.2).
constexpr Octet times(Octet a, Octet b) {
    unsigned out = 0, factor = a;
    for (; b != 0; b = static_cast<Octet>(b >> 1)) {
        if (b & 1) out ^= factor;
        factor = factor << 1 ^ (factor & 0x80 ? 0x11bu : 0u);
    }
    return static_cast<Octet>(out);
}

constexpr Octet rotated(Octet octet, int bits) {
    return static_cast<Octet>(octet << bits | octet >> (8 - bits));
}

/// The S-box (FIPS 197, 5.1.1): the inverse in the field, then an affine transformation.
constexpr std::array<Octet, 256> make_box() {
    std::array<Octet, 256> box = {};
    Octet number = 1, inverse = 1;
    do {
        number = times(number, 3);
        inverse = times(inverse, 0xf6);  // 1 / 3
        box[number] = static_cast<Octet>(inverse ^ rotated(inverse, 1) ^ rotated(inverse, 2) ^
                                         rotated(inverse, 3) ^ rotated(inverse, 4) ^ 0x63);
    } while (number != 1);
    box[0] = 0x63;
    return box;
}
constexpr std::array<Octet, 256> box = make_box();
static_assert(box[1] == 0x7c && box[0x53] == 0xed);

template <class Block>
void add(Block& to, const Block& other) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] ^= other[i];
}

/// A product in GCM's field (SP 800-38D, 6.3).
template <class Block>
Block product(const Block& x, Block v) {
    Block out = {};
    for (int bit = 0; bit < 128; ++bit) {
        if (x[static_cast<std::size_t>(bit / 8)] & 0x80 >> bit % 8) add(out, v);
        const bool low = v[15] & 1;
        for (std::size_t i = 15; i > 0; --i) v[i] = static_cast<Octet>(v[i] >> 1 | v[i - 1] << 7);
        v[0] = static_cast<Octet>(v[0] >> 1);
        if (low) v[0] ^= 0xe1;
    }
    return out;
}

template <class Block>
void put_length(Block& block, std::size_t at, std::uint64_t octets) {
    for (std::size_t i = 0; i < 8; ++i) block[at + i] = static_cast<Octet>(octets * 8 >> (56 - 8 * i));
}

}  // namespace

std::optional<AesGcm> AesGcm::with_key(std::string_view key) {
    if (key.size() != 16 && key.size() != 24 && key.size() != 32) return std::nullopt;
    AesGcm out;
    out.expand(key);
    out.hash_key_ = out.encrypt({});
    return out;
}

void AesGcm::expand(std::string_view key) {
    const std::size_t words = key.size() / 4;
    rounds_ = static_cast<int>(words) + 6;
    Octet* flat = round_keys_[0].data();
    std::copy(key.begin(), key.end(), flat);
    Octet constant = 1;
    for (std::size_t word = words; word < 4 * (static_cast<std::size_t>(rounds_) + 1); ++word) {
        std::array<Octet, 4> last;
        std::copy_n(flat + 4 * (word - 1), 4, last.begin());
        if (word % words == 0) {
            std::rotate(last.begin(), last.begin() + 1, last.end());
            for (Octet& octet : last) octet = box[octet];
            last[0] ^= constant;
            constant = times(constant, 2);
        } else if (words > 6 && word % words == 4) {
            for (Octet& octet : last) octet = box[octet];
        }
        for (std::size_t i = 0; i < 4; ++i) flat[4 * word + i] = flat[4 * (word - words) + i] ^ last[i];
    }
}

AesGcm::Block AesGcm::encrypt(Block block) const {
    add(block, round_keys_[0]);
    for (int round = 1; round <= rounds_; ++round) {
        Block moved;
        for (std::size_t i = 0; i < 16; ++i) moved[i] = box[block[(i + 4 * (i % 4)) % 16]];
        block = moved;
        for (std::size_t column = 0; round < rounds_ && column < 16; column += 4)
            for (std::size_t i = 0; i < 4; ++i)
                block[column + i] =
                    static_cast<Octet>(times(moved[column + i], 2) ^ times(moved[column + (i + 1) % 4], 3) ^
                                       moved[column + (i + 2) % 4] ^ moved[column + (i + 3) % 4]);
        add(block, round_keys_[static_cast<std::size_t>(round)]);
    }
    return block;
}

std::string AesGcm::counted(Block counter, std::string_view octets) const {
    std::string out(octets);
    for (std::size_t at = 0; at < out.size(); at += 16) {
        for (std::size_t i = 15; i >= 12 && ++counter[i] == 0; --i) {
        }
        const Block mask = encrypt(counter);
        for (std::size_t i = 0; i < 16 && at + i < out.size(); ++i)
            out[at + i] = static_cast<char>(static_cast<Octet>(out[at + i]) ^ mask[i]);
    }
    return out;
}

std::string AesGcm::tag_of(const Block& first, std::string_view open, std::string_view hidden) const {
    Block hash = {};
    const auto take = [&](std::string_view octets) {
        for (std::size_t at = 0; at < octets.size(); at += 16) {
            for (std::size_t i = 0; i < 16 && at + i < octets.size(); ++i)
                hash[i] ^= static_cast<Octet>(octets[at + i]);
            hash = product(hash, hash_key_);
        }
    };
    take(open);
    take(hidden);
    Block lengths = {};
    put_length(lengths, 0, open.size());
    put_length(lengths, 8, hidden.size());
    add(hash, lengths);
    hash = product(hash, hash_key_);
    add(hash, encrypt(first));
    return {hash.begin(), hash.end()};
}

AesGcm::Sealed AesGcm::seal(std::string_view iv, std::string_view open, std::string_view plain) const {
    Block first = {};
    std::copy_n(iv.begin(), std::min(iv.size(), iv_octets), first.begin());
    first[15] = 1;
    Sealed out;
    out.octets = counted(first, plain);
    out.tag = tag_of(first, open, out.octets);
    return out;
}

AesGcm::Sealed AesGcm::unseal(std::string_view iv, std::string_view open, std::string_view hidden) const {
    Block first = {};
    std::copy_n(iv.begin(), std::min(iv.size(), iv_octets), first.begin());
    first[15] = 1;
    return {counted(first, hidden), tag_of(first, open, hidden)};
}

}  // namespace pkttest::language
