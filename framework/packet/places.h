// Places: where fields of a layer lie, noted while they are worked out one after the other, for rules made at
// run time that ask for the fields before theirs. Without it each of them would work out all of them again.
// Internal to the packet library and to those who make rules.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "framework/packet/layer.h"

namespace pkttest {

class Places {
 public:
    /// Notes nothing for protocols without rules.
    explicit Places(const Layer& layer) : active_(layer.protocol().rules != nullptr) {
        if (active_) enter(layer, own_);
    }
    /// What is known of `layer` is also known of a copy of it.
    Places(const Layer& layer, const Layer& copy) : active_(true) {
        Places* known = find(layer);
        enter(copy, known != nullptr ? *known->bits_ : own_);
    }
    ~Places() {
        if (active_) innermost = outer_;
    }
    Places(const Places&) = delete;
    Places& operator=(const Places&) = delete;

    /// A field begins at this bit; nullopt: it is not there.
    void note(std::size_t field, std::optional<std::size_t> bit) {
        if (!active_) return;
        if (bits_->size() <= field) bits_->resize(field + 1, unknown);
        (*bits_)[field] = bit ? static_cast<std::int64_t>(*bit) : absent;
    }
    /// Where a field begins; `absent`; or `unknown`.
    static std::int64_t of(const Layer& layer, std::size_t field) {
        const Places* known = find(layer);
        return known != nullptr && field < known->bits_->size() ? (*known->bits_)[field] : unknown;
    }
    static constexpr std::int64_t unknown = -2, absent = -1;

 private:
    void enter(const Layer& layer, std::vector<std::int64_t>& bits) {
        data_ = layer.table().data + layer.slot().start;
        protocol_ = &layer.protocol();
        bits_ = &bits;
        outer_ = innermost;
        innermost = this;
    }
    static Places* find(const Layer& layer) {
        const std::uint8_t* data = layer.table().data + layer.slot().start;
        for (Places* each = innermost; each != nullptr; each = each->outer_)
            if (each->data_ == data && each->protocol_ == &layer.protocol()) return each;
        return nullptr;
    }

    static thread_local Places* innermost;
    bool active_;
    const std::uint8_t* data_ = nullptr;
    const Protocol* protocol_ = nullptr;
    std::vector<std::int64_t> own_;
    std::vector<std::int64_t>* bits_ = nullptr;
    Places* outer_ = nullptr;
};

}  // namespace pkttest
