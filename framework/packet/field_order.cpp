// The order of fields made at run time.
#include "framework/packet/field_order.h"

#include "framework/packet/script_shapes.h"

namespace pkttest {

/// The first part and the last one say how long the number is; those between are plain numbers.
bool FieldOrder::take_part(Field& field) {
    if (bits_left_ == 0 && field.shape == &word_bits_shape) {
        word_ = field.word;
        bits_left_ = word_ * 8u;
    }
    if (bits_left_ == 0) return true;
    if (field.shape == &integer_shape && !field.little_endian && !field.is_signed && !field.conditional()) {
        field.shape = &word_bits_shape;
        field.word = word_;
    }
    if (field.shape != &word_bits_shape || field.word != word_ || field.width > bits_left_) return false;
    bits_left_ -= field.width;
    return true;
}

std::optional<std::string_view> FieldOrder::take(RuntimeField& next) {
    if (is_in_trailer_ && !next.is_trailer) return "stands behind a trailer, which is the last";
    is_in_trailer_ = next.is_trailer;
    if (!take_part(next.field)) return "is no part of the little-endian number that is not whole yet";
    const bool is_low = next.field.shape == &low_bits_shape;
    if (bits_ % 8 != 0 && is_low != are_low_) return "shares an octet with bits of another order";
    are_low_ = is_low;
    bits_ = (bits_ + next.field.width) % 8;
    return std::nullopt;
}

std::optional<std::string_view> FieldOrder::end() const {
    if (bits_left_ != 0) return "is not the last part of its little-endian number";
    return std::nullopt;
}

}  // namespace pkttest
