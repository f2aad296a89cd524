// Events as JSON and back: a writer and a reader over the fields of event_fields.h.
#include "framework/runner/event_json.h"

#include <fmt/format.h>

#include <array>
#include <istream>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "framework/packet/plain_text.h"
#include "framework/runner/event_fields.h"

namespace pkttest::runner {

using Json = nlohmann::ordered_json;

namespace {

// In the order of the variant.
constexpr std::array<std::string_view, std::variant_size_v<Event>> event_names = {
    "RunStarted",   "CampaignStarted",  "LinkReady",   "SetStarted", "TestStarted",
    "StepFinished", "FrameExchanged",   "CheckFailed", "LogLine",    "TestFinished",
    "SetFinished",  "CampaignFinished", "RunFinished",
};
static_assert(std::is_same_v<std::variant_alternative_t<8, Event>, LogLine>);

std::string from_hex(std::string_view hex) {
    std::string bytes;
    if (hex.size() % 2 != 0) throw std::invalid_argument("needs an even number of hex digits");
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        const int high = hex_digit(hex[i]), low = hex_digit(hex[i + 1]);
        if (high < 0 || low < 0) throw std::invalid_argument("needs hex digits only");
        bytes += static_cast<char>(high << 4 | low);
    }
    return bytes;
}

// Length of the well-formed sequence at the front of `text`; 0 where there is none.
std::size_t utf8_length(std::string_view text) {
    const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<std::uint8_t>(text[i]) : 0U; };
    const auto tail = [&](std::size_t i) { return (at(i) & 0xc0U) == 0x80U; };
    const unsigned lead = at(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xc2 && lead <= 0xdf) return tail(1) ? 2 : 0;
    if (lead >= 0xe0 && lead <= 0xef) {
        const bool overlong = lead == 0xe0 && at(1) < 0xa0, surrogate = lead == 0xed && at(1) > 0x9f;
        return tail(1) && tail(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        const bool overlong = lead == 0xf0 && at(1) < 0x90, beyond = lead == 0xf4 && at(1) > 0x8f;
        return tail(1) && tail(2) && tail(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

template <class T>
Json object_of(const T& value, TextForm form);

struct Writer {
    TextForm form;

    Json operator()(const std::string& text) const { return form(text); }
    Json operator()(Verdict verdict) const { return to_text(verdict); }
    Json operator()(std::integral auto number) const { return number; }
    Json operator()(const std::vector<std::uint8_t>& bytes) const {
        return hex_digits({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    }
    template <class T>
    Json operator()(const std::vector<T>& list) const {
        Json array = Json::array();
        for (const T& element : list) array.push_back((*this)(element));
        return array;
    }
    template <class T>
    requires std::is_class_v<T> Json operator()(const T& value) const { return object_of(value, form); }
};

template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};

template <class T>
Json object_of(const T& value, TextForm form) {
    Json object = Json::object();
    visit_fields(value, [&]<class M>(const char* name, const M& member) {
        if constexpr (is_optional<M>::value) {
            if (member) object[name] = Writer{form}(*member);
        } else {
            object[name] = Writer{form}(member);
        }
    });
    return object;
}

// Reads a value into what is there; the message of an error names the path of fields.
struct Reader {
    const Json& json;

    [[noreturn]] static void wrong(const char* what) {
        throw std::invalid_argument(fmt::format("needs {}", what));
    }

    void operator()(bool& flag) const {
        json.is_boolean() ? void(flag = json.get<bool>()) : wrong("true or false");
    }

    void operator()(std::string& text) const {
        if (json.is_string())
            text = json.get<std::string>();
        else if (json.is_object() && json.contains("hex") && json["hex"].is_string())
            text = from_hex(json["hex"].get<std::string>());
        else
            wrong("a text");
    }

    void operator()(Verdict& verdict) const {
        const auto known = json.is_string() ? verdict_from_text(json.get<std::string>()) : std::nullopt;
        known ? void(verdict = *known) : wrong("a verdict: \"passed\", \"failed\", …");
    }

    template <std::integral N>
    void operator()(N& number) const {
        if (!json.is_number_integer()) wrong("a whole number");
        const bool fits = json.is_number_unsigned() ? std::in_range<N>(json.get<std::uint64_t>())
                                                    : std::in_range<N>(json.get<std::int64_t>());
        if (!fits) wrong("a number within the field's range");
        number = json.get<N>();
    }

    void operator()(std::vector<std::uint8_t>& bytes) const {
        if (!json.is_string()) wrong("bytes as hex");
        const std::string octets = from_hex(json.get<std::string>());
        bytes.assign(octets.begin(), octets.end());
    }

    template <class T>
    void operator()(std::vector<T>& list) const {
        if (!json.is_array()) wrong("a list");
        list.clear();
        for (const Json& element : json) Reader{element}(list.emplace_back());
    }

    template <class T>
    void operator()(std::optional<T>& value) const {
        (*this)(value.emplace());
    }

    template <class T>
    requires std::is_class_v<T>
    void operator()(T& value) const {
        if (!json.is_object()) wrong("an object");
        visit_fields(value, [&](const char* name, auto& member) { field(name, member); });
    }

    void field(const char* name, auto& member) const {
        const auto found = json.find(name);
        if (found == json.end()) return;
        try {
            Reader{*found}(member);
        } catch (const std::invalid_argument& e) {
            const std::string_view what = e.what();
            throw std::invalid_argument(
                fmt::format("{}{}{}", name, what.starts_with("needs") ? " " : ".", what));
        }
    }
};

template <std::size_t I = 0>
Event event_named(std::string_view name, const Json& json) {
    if constexpr (I == std::variant_size_v<Event>) {
        throw std::invalid_argument(fmt::format("\"{}\" is no event that this version knows", name));
    } else {
        if (event_names[I] != name) return event_named<I + 1>(name, json);
        std::variant_alternative_t<I, Event> event;
        Reader{json}(event);
        return event;
    }
}

}  // namespace

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

Json lossless_text(std::string_view text) {
    return is_utf8(text) ? Json(std::string(text)) : Json{{"hex", hex_digits(text)}};
}

Json to_json(const StepResult& step, TextForm form) { return object_of(step, form); }
Json to_json(const FrameSeen& frame, TextForm form) { return object_of(frame, form); }
Json to_json(const Failure& failure, TextForm form) { return object_of(failure, form); }
Json to_json(const LinkCounts& counts, TextForm form) { return object_of(counts, form); }

Json to_json(const Event& event, TextForm form) {
    Json object = {{"event", event_names[event.index()]}};
    std::visit([&](const auto& e) { object.update(object_of(e, form)); }, event);
    return object;
}

std::string to_json_line(const Event& event) { return to_json(event).dump(); }

Event event_from_json_line(std::string_view line) {
    const Json json = Json::parse(line, nullptr, false);
    if (json.is_discarded()) throw std::invalid_argument("this line is not JSON");
    if (!json.is_object() || !json.contains("event") || !json["event"].is_string())
        throw std::invalid_argument("this line is no event: it has no \"event\" field");
    return event_named(json["event"].get<std::string>(), json);
}

bool read_events(std::istream& input, std::string_view name, const std::function<void(Event&&)>& take) {
    std::string line;
    for (std::size_t number = 1; std::getline(input, line); ++number) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        std::optional<Event> event;
        try {
            event = event_from_json_line(line);
        } catch (const std::invalid_argument& e) {
            if (input.eof()) return false;
            throw std::runtime_error(fmt::format("{}:{}: {}", name, number, e.what()));
        }
        take(std::move(*event));
    }
    return true;
}

}  // namespace pkttest::runner
