// A writer and a reader of octets over the fields of event_fields.h.
#include "framework/runner/event_octets.h"

#include <cstring>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <vector>

#include "framework/runner/event_fields.h"

namespace pkttest::runner {

namespace {

template <class T>
concept Plain = std::is_arithmetic_v<T> || std::is_enum_v<T>;

struct OctetWriter {
    std::string& out;

    template <Plain T>
    void operator()(const T& value) const {
        out.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    void operator()(const std::string& text) const {
        (*this)(text.size());
        out.append(text);
    }
    template <class T>
    void operator()(const std::vector<T>& list) const {
        (*this)(list.size());
        for (const T& element : list) (*this)(element);
    }
    template <class T>
    void operator()(const std::optional<T>& value) const {
        (*this)(value.has_value());
        if (value) (*this)(*value);
    }
    template <class T>
    requires std::is_class_v<T>
    void operator()(const T& value) const {
        visit_fields(value, [this](const char*, const auto& member) { (*this)(member); });
    }
};

struct OctetReader {
    std::string_view& octets;

    std::string_view take(std::size_t count) const {
        if (count > octets.size()) throw std::invalid_argument("these octets are no event");
        const std::string_view taken = octets.substr(0, count);
        octets.remove_prefix(count);
        return taken;
    }
    template <Plain T>
    void operator()(T& value) const {
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
    }
    std::size_t size() const {
        std::size_t out = 0;
        (*this)(out);
        return out;
    }
    void operator()(std::string& text) const { text = take(size()); }
    template <class T>
    void operator()(std::vector<T>& list) const {
        for (std::size_t left = size(); left > 0; --left) (*this)(list.emplace_back());
    }
    template <class T>
    void operator()(std::optional<T>& value) const {
        bool there = false;
        (*this)(there);
        if (there) (*this)(value.emplace());
    }
    template <class T>
    requires std::is_class_v<T>
    void operator()(T& value) const {
        visit_fields(value, [this](const char*, auto& member) { (*this)(member); });
    }
};

template <std::size_t I = 0>
Event event_at(std::size_t index, const OctetReader& read) {
    if constexpr (I == std::variant_size_v<Event>) {
        throw std::invalid_argument("these octets are no event");
    } else {
        if (index != I) return event_at<I + 1>(index, read);
        std::variant_alternative_t<I, Event> event;
        read(event);
        return event;
    }
}

}  // namespace

std::string to_octets(const Event& event) {
    std::string out;
    const OctetWriter write{out};
    write(event.index());
    std::visit([&](const auto& each) { write(each); }, event);
    return out;
}

Event event_from_octets(std::string_view octets) {
    const OctetReader read{octets};
    return event_at(read.size(), read);
}

}  // namespace pkttest::runner
