// RRlist2bitmap and bitmap2RRlist: the types of records in a window bitmap (RFC 4034 4.1.2).
#include <algorithm>

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

namespace {

Value run_to_bitmap(Call& call) {
    std::vector<Integer> types;
    for (const Value& item : call.items(0)) {
        Integer type = 0;
        if (!item.to_integer(type) || type < 0 || type > 0xffff)
            call.raise("ValueError", "a type is a number from 0 to 65535");
        types.push_back(type);
    }
    std::sort(types.begin(), types.end());
    std::string out;
    for (std::size_t at = 0; at < types.size();) {
        const Integer window = types[at] >> 8;
        std::string bits;
        for (; at < types.size() && types[at] >> 8 == window; ++at) {
            const auto low = static_cast<std::size_t>(types[at] & 0xff);
            bits.resize(std::max(bits.size(), low / 8 + 1), '\0');
            bits[low / 8] = static_cast<char>(static_cast<unsigned char>(bits[low / 8]) | 0x80 >> low % 8);
        }
        out += static_cast<char>(window);
        out += static_cast<char>(bits.size());
        out += bits;
    }
    return Value(Bytes{std::move(out)});
}

/// None where a window has no size, or one of more than 32 octets.
Value run_from_bitmap(Call& call) {
    const std::string& octets = call.octets(0);
    List out;
    for (std::size_t at = 0; at < octets.size();) {
        if (at + 2 > octets.size()) return {};
        const auto window = static_cast<unsigned char>(octets[at]),
                   size = static_cast<unsigned char>(octets[at + 1]);
        if (size == 0 || size > 32) return {};
        for (std::size_t i = 0; i < size && at + 2 + i < octets.size(); ++i)
            for (int bit = 0; bit < 8; ++bit)
                if (static_cast<unsigned char>(octets[at + 2 + i]) & 0x80 >> bit)
                    out.emplace_back(Integer{window * 256 + static_cast<int>(i) * 8 + bit});
        at += 2 + std::size_t{size};
    }
    return Value(std::move(out));
}

}  // namespace

extern const Builtin builtin_rr_list_to_bitmap = {
    "RRlist2bitmap", {{{"types"}}}, Kind::bytes, "The bitmap of several types of records.", run_to_bitmap};
extern const Builtin builtin_bitmap_to_rr_list = {"bitmap2RRlist",
                                                  {{{"bitmap", Kind::bytes}}},
                                                  Kind::list,
                                                  "The types of records in a bitmap.",
                                                  run_from_bitmap};

}  // namespace pkttest::language
