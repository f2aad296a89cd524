// HPackHdrTable and its entries (RFC 7541, 2.3): header lists of HTTP/2 from text and as text.
#include <fmt/format.h>

#include <algorithm>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/hpack_text.h"
#include "framework/packet/hpack.h"

namespace pkttest::language {

extern const Builtin builtin_hpack_table, builtin_hpack_entry;

namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

/// Pseudo-header fields have no colon behind their name.
std::string line_of(std::string_view name, std::string_view value) {
    return fmt::format("{}{} {}", name, name.starts_with(':') ? "" : ":", value);
}

class HeaderEntry final : public ScriptObject {
 public:
    explicit HeaderEntry(hpack::Entry given) : entry(std::move(given)) {}
    std::string_view kind() const override { return "header field"; }
    std::string represent() const override { return fmt::format("<HPackHdrEntry {}>", text()); }
    std::string text() const override { return line_of(entry.name, entry.value); }
    std::optional<std::size_t> length() const override { return entry.size(); }
    std::optional<std::string> octets() const override { return text(); }
    std::optional<bool> is_equal(const Value& other) const override {
        const auto* that = object_as<HeaderEntry>(other);
        return that != nullptr && that->entry.name == entry.name && that->entry.value == entry.value;
    }
    std::optional<Value> attribute(std::string_view name) const override {
        return name == "__class__" ? std::optional(object_value<BuiltinObject>(builtin_hpack_entry))
                                   : std::nullopt;
    }
    std::span<const Builtin> methods() const override;

    hpack::Entry entry;
};

const hpack::Entry& entry_of(const Call& call) { return object_as<HeaderEntry>(*call.self)->entry; }
constexpr Builtin entry_methods[] = {
    {"name", {}, Kind::text, "Its name.", [](Call& call) { return Value(entry_of(call).name); }},
    {"value", {}, Kind::text, "Its value.", [](Call& call) { return Value(entry_of(call).value); }},
    {"size",
     {},
     Kind::number,
     "What it takes of a table's room.",
     [](Call& call) { return Value(Integer(entry_of(call).size())); }},
};
std::span<const Builtin> HeaderEntry::methods() const { return entry_methods; }

class HeaderTable final : public ScriptObject {
 public:
    HeaderTable(std::size_t room, std::size_t most) : table(room), most_room(most) {}
    std::string_view kind() const override { return "header table"; }
    std::optional<std::size_t> length() const override { return table.size(); }
    std::optional<Value> item(const Value& key, Span where) const override {
        Integer index = 0;
        if (!key.to_integer(index))
            throw EvaluationError(where, "an entry's index is a number").as("TypeError");
        const hpack::Entry* found = index > 0 ? table.at(static_cast<std::size_t>(index)) : nullptr;
        if (found == nullptr)
            throw EvaluationError(
                where, fmt::format("there is no entry {}, the last one is {}", pkttest::represent(index),
                                   hpack::Table::fixed_entries + table.added()))
                .as("KeyError");
        return object_value<HeaderEntry>(*found);
    }
    std::optional<Value> attribute(std::string_view name) const override {
        if (name == "_dynamic_table_max_size") return Value(Integer(table.room()));
        if (name == "_dynamic_table_cap_size") return Value(Integer(most_room));
        if (name == "_static_entries_last_idx") return Value(Integer{hpack::Table::fixed_entries});
        if (name == "__class__") return object_value<BuiltinObject>(builtin_hpack_table);
        return std::nullopt;
    }
    std::span<const Builtin> methods() const override;

    hpack::Table table;
    std::size_t most_room;
};

HeaderTable& self(const Call& call) { return *object_as<HeaderTable>(*call.self); }

Value index_or_none(std::size_t index) { return index == 0 ? Value() : Value(Integer(index)); }
Value index_by_name(Call& call) { return index_or_none(self(call).table.find(call.octets(0))); }
Value index_by_both(Call& call) {
    return index_or_none(self(call).table.find(call.octets(0), call.octets(1)));
}

Value resize(Call& call) {
    const Integer wanted = call.integer(0);
    if (wanted < 0 || wanted > static_cast<Integer>(self(call).most_room))
        call.raise("AssertionError", fmt::format("a table's size is from 0 to {}", self(call).most_room));
    self(call).table.set_room(static_cast<std::size_t>(wanted));
    return {};
}
Value recap(Call& call) {
    const Integer wanted = call.integer(0);
    if (wanted < 0 || wanted > INT32_MAX) call.raise("AssertionError", "a table's size is from 0 on");
    HeaderTable& table = self(call);
    table.most_room = static_cast<std::size_t>(wanted);
    if (table.most_room < table.table.room()) table.table.set_room(table.most_room);
    return {};
}

// ---- header fields of packets ------------------------------------------------------------------------

/// The header fields in a frame, a list of them, or one.
List fields_in(const Call& call, const Value& given) {
    if (given.items() != nullptr) return *given.items();
    const auto* packet = given.as<LayerReference>();
    if (packet == nullptr) call.fail(0, fmt::format("{} holds no header fields", describe(given)));
    for (std::size_t i = packet->index; i < packet->packet->size(); ++i) {
        const Layer layer = (*packet->packet)[i];
        if (layer.protocol().name.starts_with("HPack")) return {Value(LayerReference{packet->packet, i})};
        if (const Field* list = find_field(layer.protocol(), "hdrs"))
            return layer.get(*list).items() != nullptr ? *layer.get(*list).items() : List{};
    }
    call.raise("AttributeError", "the packet holds no header fields");
}

std::optional<Layer> layer_in(const Value& value) {
    const auto* packet = value.as<LayerReference>();
    if (packet == nullptr || packet->index >= packet->packet->size()) return std::nullopt;
    return (*packet->packet)[packet->index];
}
std::string text_in(const Layer& header, std::string_view part) {
    const auto string = layer_in(header.get(part));
    if (!string || !string->is("HPackHdrString")) return {};
    const Field& data = *find_field(string->protocol(), "data");
    const auto text = hpack_text_of(*string, data, string->get(data));
    return text != nullptr ? text->origin : std::string();
}

const hpack::Entry& entry_at(const Call& call, const hpack::Table& table, std::uint64_t index) {
    if (const hpack::Entry* entry = table.at(static_cast<std::size_t>(index))) return *entry;
    call.raise("KeyError", fmt::format("there is no entry {}, the last one is {}", index,
                                       hpack::Table::fixed_entries + table.added()));
}
/// A literal header field, its name by index or told.
hpack::Entry read(const Call& call, const hpack::Table& table, const Layer& header) {
    const std::uint64_t index = header.integer("index");
    return {index != 0 ? entry_at(call, table, index).name : text_in(header, "hdr_name"),
            text_in(header, "hdr_value")};
}
/// What a header field does to the table.
void take_in(const Call& call, HeaderTable& table, const Layer& header) {
    if (header.is("HPackDynamicSizeUpdate"))
        table.table.set_room(
            std::min<std::size_t>(static_cast<std::size_t>(header.integer("max_size")), table.most_room));
    if (!header.is("HPackLitHdrFldWithIncrIndexing")) return;
    hpack::Entry entry = read(call, table.table, header);
    entry.name = lower(entry.name);
    table.table.add(std::move(entry));
}

Value register_headers(Call& call) {
    for (const Value& each : fields_in(call, call[0]))
        if (const auto header = layer_in(each)) take_in(call, self(call), *header);
    return {};
}

Value to_text(Call& call) {
    std::string out;
    for (const Value& each : fields_in(call, call[0])) {
        const auto header = layer_in(each);
        if (!header || !header->protocol().name.starts_with("HPack")) continue;
        if (header->is("HPackIndexedHdr")) {
            const hpack::Entry& entry = entry_at(call, self(call).table, header->integer("index"));
            out += line_of(entry.name, entry.value) + '\n';
        } else if (!header->is("HPackDynamicSizeUpdate")) {
            const hpack::Entry entry = read(call, self(call).table, *header);
            out += line_of(entry.name, entry.value) + '\n';
        }
        if (call.truth(1, true)) take_in(call, self(call), *header);
    }
    if (!out.empty()) out.pop_back();
    return Value(std::move(out));
}

// ---- header fields from text -------------------------------------------------------------------------

Packet made(const Call& call, std::string_view name,
            std::initializer_list<std::pair<std::string_view, Value>> values) {
    Packet out(*find_protocol(name));
    for (const auto& [field, value] : values)
        if (const auto problem = out.set(0, field, value)) throw EvaluationError(call.span, *problem);
    return out;
}
/// In Huffman's code where that is shorter.
Value string_of(const Call& call, const std::string& text) {
    const bool coded = hpack::encode(text).size() < text.size();
    return Value(made(call, "HPackHdrString",
                      {{"data", Value::tuple({Value(Integer{coded ? 1 : 0}), Value(Bytes{text})})}}));
}

/// "name: value", ":name value"; nullopt where a line is neither.
std::optional<hpack::Entry> parse_line(std::string_view line) {
    const auto trim = [](std::string_view text) {
        const std::size_t first = text.find_first_not_of(" \t\r"), last = text.find_last_not_of(" \t\r");
        return first == std::string_view::npos ? std::string_view() : text.substr(first, last - first + 1);
    };
    line = trim(line);
    const bool pseudo = line.starts_with(':');
    const std::size_t end = pseudo ? line.find(' ') : line.find(": ");
    if (end == std::string_view::npos) return std::nullopt;
    hpack::Entry out{lower(line.substr(0, end)), std::string(trim(line.substr(end + 1)))};
    const std::string_view name = std::string_view(out.name).substr(pseudo ? 1 : 0);
    const bool is_name = !name.empty() && name.find_first_of(" :\t") == std::string_view::npos;
    return is_name && !out.value.empty() ? std::optional(std::move(out)) : std::nullopt;
}

constexpr std::string_view parameters[] = {
    "s", "stream_id", "body", "max_frm_sz", "max_hdr_lst_sz", "is_sensitive", "should_index", "register"};
enum Place : std::uint8_t { text, stream, body, most_frame, most_list, sensitive, indexed, registers };

class Composer {
 public:
    Composer(Call& call, HeaderTable& table) : call_(call), table_(table) {
        for (std::size_t i = 0; i < call.rest.size(); ++i) {
            if (i >= std::size(parameters)) call.raise("TypeError", "parse_txt_hdrs takes 8 arguments");
            given_[i] = call.rest[i].value;
        }
        for (auto& [name, value] : call.pairs) {
            const auto* found = std::ranges::find(parameters, name);
            if (found == std::end(parameters))
                call.raise("TypeError", fmt::format("parse_txt_hdrs takes no argument named {}", name));
            given_[found - std::begin(parameters)] = value;
        }
        if (given_[text].octets() == nullptr) call.raise("TypeError", "parse_txt_hdrs takes text or bytes");
    }

    Value run() {
        std::string_view rest = *given_[text].octets();
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            if (const auto header = parse_line(rest.substr(0, end))) add(*header);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        finish_block();
        frame_headers();
        frame_body();
        return Value(made(call_, "H2Seq", {{"frames", Value(std::move(frames_))}}));
    }

 private:
    std::size_t number(Place place, std::size_t otherwise) const {
        Integer out = 0;
        if (!given_[place].to_integer(out)) return otherwise;
        return static_cast<std::size_t>(std::clamp<Integer>(out, 0, INT32_MAX));
    }
    /// As Scapy, which counts a frame's header too.
    std::size_t room() const {
        constexpr std::size_t frame_header = 9;
        const std::size_t frame = number(most_frame, hpack::Table::usual_room);
        return frame - std::min(frame, frame_header);
    }
    bool asked(Place place, List arguments) const {
        return !given_[place].is_none() && is_true(call_.invoke(given_[place], std::move(arguments)));
    }

    Packet header_of(const hpack::Entry& entry) {
        if (const std::size_t same = table_.table.find(entry.name, entry.value))
            return made(call_, "HPackIndexedHdr", {{"index", Value(Integer(same))}});
        const bool never = asked(sensitive, {Value(entry.name), Value(entry.value)});
        const bool adds = !never && asked(indexed, {Value(entry.name)});
        const std::size_t index = table_.table.find(entry.name);
        Packet out = made(call_, adds ? "HPackLitHdrFldWithIncrIndexing" : "HPackLitHdrFldWithoutIndexing",
                          {{"index", Value(Integer(index))}, {"hdr_value", string_of(call_, entry.value)}});
        if (never && out.set(0, "never_index", Value(1))) return out;
        if (index == 0 && out.set(0, "hdr_name", string_of(call_, entry.name))) return out;
        if (adds && (given_[registers].is_none() || is_true(given_[registers]))) table_.table.add(entry);
        return out;
    }
    void add(const hpack::Entry& entry) {
        Packet header = header_of(entry);
        const std::size_t size = header.build().size(), list = number(most_list, 0);
        const std::size_t limit = list == 0 ? room() : std::min(room(), list);
        if (size > limit) call_.raise("Exception", fmt::format("Header too long: {}", entry.name));
        if (used_ + size > limit) finish_block();
        used_ += size;
        block_.emplace_back(std::move(header));
    }
    void finish_block() {
        if (!block_.empty() || blocks_.empty()) blocks_.push_back(std::move(block_));
        block_.clear();
        used_ = 0;
    }

    bool has_body() const { return given_[body].octets() != nullptr && !given_[body].octets()->empty(); }
    void frame(Integer flags, const Packet& content) {
        frames_.emplace_back(
            made(call_, "H2Frame",
                 {{"flags", Value(flags)}, {"stream_id", Value(Integer(number(stream, 1)))}}) /
            content);
    }
    static constexpr Integer end_stream = 1, end_headers = 4;
    void frame_headers() {
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const bool first = i == 0, last = i + 1 == blocks_.size();
            frame((first && !has_body() ? end_stream : 0) | (last ? end_headers : 0),
                  made(call_, first ? "H2HeadersFrame" : "H2ContinuationFrame",
                       {{"hdrs", Value(std::move(blocks_[i]))}}));
        }
    }
    void frame_body() {
        if (!has_body()) return;
        std::string_view rest = *given_[body].octets();
        if (room() == 0) call_.raise("Exception", "no frame has room for the body");
        while (!rest.empty()) {
            const std::string_view part = rest.substr(0, room());
            rest.remove_prefix(part.size());
            frame(rest.empty() ? end_stream : 0,
                  made(call_, "H2DataFrame", {{"data", Value(Bytes{std::string(part)})}}));
        }
    }

    Call& call_;
    HeaderTable& table_;
    Value given_[std::size(parameters)];
    std::vector<List> blocks_;
    List block_, frames_;
    std::size_t used_ = 0;
};

Value from_text(Call& call) { return Composer(call, self(call)).run(); }

constexpr Builtin table_methods[] = {
    {"get_idx_by_name", {{{"name", Kind::text}}}, Kind::unknown, "The first entry of a name.", index_by_name},
    {"get_idx_by_name_and_value",
     {{{"name", Kind::text}, {"value", Kind::text}}},
     Kind::unknown,
     "The first entry of a name and value.",
     index_by_both},
    {"resize", {{{"ns", Kind::number}}}, Kind::none, "Gives the table that room.", resize},
    {"recap", {{{"nc", Kind::number}}}, Kind::none, "Sets the most room that it may have.", recap},
    {"register", {{{"hdrs"}}}, Kind::none, "Adds header fields that ask for it.", register_headers},
    {"gen_txt_repr",
     {{{"hdrs"}, optional("register", Kind::truth)}},
     Kind::text,
     "Header fields as lines of text.",
     to_text},
    {"parse_txt_hdrs",
     {{rest_of("arguments"), pairs_of("named")}},
     Kind::packet,
     "Frames of header fields from lines of text.",
     from_text},
};

Value make_table(Call& call) {
    constexpr Integer usual{hpack::Table::usual_room};
    const Integer room = call.integer(0, usual), most = call.integer(1, usual);
    if (room < 0 || room > most || most > INT32_MAX)
        call.raise("AssertionError", "a table's size is from 0 to its cap");
    return object_value<HeaderTable>(static_cast<std::size_t>(room), static_cast<std::size_t>(most));
}
Value make_entry(Call& call) {
    return object_value<HeaderEntry>(hpack::Entry{lower(call.octets(0)), call.octets(1)});
}

}  // namespace

std::span<const Builtin> HeaderTable::methods() const { return table_methods; }

extern const Builtin builtin_hpack_table = {
    "HPackHdrTable",
    {{optional("dynamic_table_max_size", Kind::number), optional("dynamic_table_cap_size", Kind::number)}},
    Kind::unknown,
    "A table of HTTP/2's header fields.",
    make_table};
extern const Builtin builtin_hpack_entry = {"HPackHdrEntry",
                                            {{{"name", Kind::text}, {"value", Kind::text}}},
                                            Kind::unknown,
                                            "A header field of such a table.",
                                            make_entry};

}  // namespace pkttest::language
