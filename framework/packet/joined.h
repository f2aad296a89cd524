// joined(): the fields of several lists, one behind the other, as layers have them that begin or end alike.
//
//     constexpr Field head[] = {bits("type", 8), bits("len", 8)}, data[] = {bits("metric", 32)};
//     constexpr auto metric_fields = joined(head, data);
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <type_traits>

#include "framework/packet/field.h"

namespace pkttest {

namespace detail {
template <std::size_t count>
std::integral_constant<std::size_t, count> count_of(const Field (&)[count]);
template <std::size_t count>
std::integral_constant<std::size_t, count> count_of(const std::array<Field, count>&);
}  // namespace detail

template <class... Lists>
constexpr auto joined(const Lists&... lists) {
    std::array<Field, (decltype(detail::count_of(lists))::value + ...)> out{};
    auto at = out.begin();
    ((at = std::copy(std::begin(lists), std::end(lists), at)), ...);
    return out;
}

}  // namespace pkttest
