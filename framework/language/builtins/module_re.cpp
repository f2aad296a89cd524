// Module re: regular expressions, Python's.
#include <fmt/format.h>

#include "framework/language/evaluate/evaluation.h"
#include "framework/language/values/regex.h"

namespace pkttest::language {

namespace {

constexpr auto number = Kind::number, text = Kind::text, list = Kind::list;

/// What a pattern was found in.
struct Subject {
    std::string octets;
    bool is_text = true;

    Value part(std::size_t begin, std::size_t end) const {
        std::string out = octets.substr(begin, end - begin);
        return is_text ? Value(std::move(out)) : Value(Bytes{std::move(out)});
    }
    /// Where the next character begins.
    std::size_t next(std::size_t at) const {
        do ++at;
        while (is_text && at < octets.size() && (octets[at] & 0xc0) == 0x80);
        return at;
    }
    /// Positions in a text are characters'.
    Integer position(std::size_t at) const {
        return Integer(is_text ? characters(std::string_view(octets).substr(0, at)).size() : at);
    }
};

class MatchObject final : public ScriptObject {
 public:
    MatchObject(std::shared_ptr<const Subject> in, std::shared_ptr<const Regex> by, Regex::Match found)
        : subject(std::move(in)), regex(std::move(by)), match(std::move(found)) {}
    std::string_view kind() const override { return "match"; }
    std::span<const Builtin> methods() const override;
    std::optional<Value> item(const Value& key, Span where) const override { return group(key, where); }

    std::size_t number_of(const Value& key, Span where) const {
        Integer at = 0;
        if (key.is_text())
            for (const auto& [name, index] : regex->names())
                if (name == *key.octets()) return index;
        if (!key.to_integer(at) || at < 0 || at >= static_cast<Integer>(match.groups.size()))
            throw EvaluationError(where, fmt::format("there is no group {}", pkttest::represent(key)))
                .as("IndexError");
        return static_cast<std::size_t>(at);
    }
    Value group(const Value& key, Span where) const {
        const auto [begin, end] = match.groups[number_of(key, where)];
        return begin == Regex::nowhere ? Value() : subject->part(begin, end);
    }

    std::shared_ptr<const Subject> subject;
    std::shared_ptr<const Regex> regex;
    Regex::Match match;
};

const MatchObject& found(const Call& call) { return *object_as<MatchObject>(*call.self); }

Value group(Call& call) {
    if (call.rest.empty()) return found(call).group(Value(0), call.span);
    List out;
    for (const Call::Argument& key : call.rest) out.push_back(found(call).group(key.value, key.span));
    return out.size() == 1 ? out[0] : Value::tuple(std::move(out));
}
Value groups(Call& call) {
    List out;
    for (std::size_t i = 1; i < found(call).match.groups.size(); ++i)
        out.push_back(found(call).group(Value(Integer(i)), call.span));
    return Value::tuple(std::move(out));
}
Value groupdict(Call& call) {
    auto out = std::make_shared<Dictionary>();
    for (const auto& [name, index] : found(call).regex->names())
        out->emplace_back(Value(name), found(call).group(Value(Integer(index)), call.span));
    return Value(std::move(out));
}
Integer bound(const Call& call, bool end) {
    const MatchObject& match = found(call);
    const auto [first, last] = match.match.groups[call.has(0) ? match.number_of(call[0], call.span) : 0];
    return first == Regex::nowhere ? -1 : match.subject->position(end ? last : first);
}
Value start(Call& call) { return bound(call, false); }
Value end(Call& call) { return bound(call, true); }
Value span(Call& call) { return Value::tuple({Value(bound(call, false)), Value(bound(call, true))}); }

constexpr Builtin match_methods[] = {
    {"group", {{rest_of("groups")}}, Kind::unknown, "What a group matched.", group},
    {"groups", {}, list, "What each group matched.", groups},
    {"groupdict", {}, Kind::dictionary, "What each group with a name matched.", groupdict},
    {"start", {{optional("group")}}, number, "Where it begins.", start},
    {"end", {{optional("group")}}, number, "Where it ends.", end},
    {"span", {{optional("group")}}, list, "Both.", span},
};

std::span<const Builtin> MatchObject::methods() const { return match_methods; }

// ---- patterns ----------------------------------------------------------------------------------------

class PatternObject final : public ScriptObject {
 public:
    PatternObject(std::string source, std::shared_ptr<const Regex> made)
        : pattern(std::move(source)), regex(std::move(made)) {}
    std::string_view kind() const override { return "pattern"; }
    std::span<const Builtin> methods() const override;
    std::optional<Value> attribute(std::string_view name) const override {
        if (name == "pattern") return Value(pattern);
        return std::nullopt;
    }
    std::string pattern;
    std::shared_ptr<const Regex> regex;
};

/// Runs what may complain about a pattern.
template <class Work>
auto with_pattern(const Call& call, Work work) {
    try {
        return work();
    } catch (const RegexError& error) {
        throw EvaluationError(call.span, error.what()).uncovered();
    }
}

/// A search: the method's own pattern and its arguments, or the function's, whose first is the pattern.
struct Search {
    Search(Call& of, std::size_t flags_at) : call(of) {
        const auto* own =
            call.self != nullptr ? object_as<PatternObject>(*call.self) : object_as<PatternObject>(call[0]);
        first = call.self != nullptr ? 0 : 1;
        if (own != nullptr) {
            regex = own->regex;
            return;
        }
        auto flags = static_cast<unsigned>(call.arguments.size() > flags_at && call.has(flags_at)
                                               ? call.integer_within(flags_at, 0, 1023)
                                               : 0);
        if (call[0].is_text()) flags |= Regex::characters;
        regex = with_pattern(call, [&] { return std::make_shared<const Regex>(call.octets(0), flags); });
    }
    std::shared_ptr<const Subject> subject(std::size_t argument) const {
        return std::make_shared<const Subject>(Subject{call.octets(argument), call[argument].is_text()});
    }
    Value once(Regex::Where where) const {
        const auto in = subject(first);
        auto match = with_pattern(call, [&] { return regex->match(in->octets, 0, where); });
        return match ? object_value<MatchObject>(in, regex, std::move(*match)) : Value();
    }
    /// All matches, one behind the other.
    std::vector<Regex::Match> all(const Subject& in) const {
        std::vector<Regex::Match> out;
        for (std::size_t at = 0; at <= in.octets.size();) {
            auto match =
                with_pattern(call, [&] { return regex->match(in.octets, at, Regex::Where::anywhere); });
            if (!match) break;
            const auto [begin, end] = match->groups[0];
            at = end > begin ? end : in.next(end);
            out.push_back(std::move(*match));
            check_item_count(out.size(), call.span);
            if (out.size() % 256 == 0) call.variables.services().check_time();
        }
        return out;
    }

    Call& call;
    std::size_t first;
    std::shared_ptr<const Regex> regex;
};

Value match(Call& call) { return Search(call, 2).once(Regex::Where::start); }
Value search(Call& call) { return Search(call, 2).once(Regex::Where::anywhere); }
Value fullmatch(Call& call) { return Search(call, 2).once(Regex::Where::whole); }

Value findall(Call& call) {
    const Search wanted(call, 2);
    const auto in = wanted.subject(wanted.first);
    List out;
    const auto part = [&](const std::pair<std::size_t, std::size_t>& group) {
        return group.first == Regex::nowhere ? in->part(0, 0) : in->part(group.first, group.second);
    };
    for (const Regex::Match& match : wanted.all(*in)) {
        List groups;
        for (std::size_t i = match.groups.size() > 1 ? 1 : 0; i < match.groups.size(); ++i)
            groups.push_back(part(match.groups[i]));
        out.push_back(groups.size() == 1 ? groups[0] : Value::tuple(std::move(groups)));
    }
    return Value(std::move(out));
}

Value finditer(Call& call) {
    const Search wanted(call, 2);
    const auto in = wanted.subject(wanted.first);
    List out;
    for (Regex::Match& match : wanted.all(*in))
        out.push_back(object_value<MatchObject>(in, wanted.regex, std::move(match)));
    return object_value<Iterator>(std::move(out));
}

Value split(Call& call) {
    const Search wanted(call, 3);
    const auto in = wanted.subject(wanted.first);
    const Integer most = call.integer(wanted.first + 1, 0);
    List out;
    std::size_t from = 0;
    for (const Regex::Match& match : wanted.all(*in)) {
        if (most > 0 && static_cast<Integer>(out.size()) >= most) break;
        out.push_back(in->part(from, match.groups[0].first));
        for (std::size_t i = 1; i < match.groups.size(); ++i)
            out.push_back(match.groups[i].first == Regex::nowhere
                              ? Value()
                              : in->part(match.groups[i].first, match.groups[i].second));
        from = match.groups[0].second;
    }
    out.push_back(in->part(from, in->octets.size()));
    return Value(std::move(out));
}

/// A replacement's `\1` and `\g<name>`.
std::string expanded(const std::string& text, const MatchObject& match, Span where) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char c = text[++i];
        Value key;
        if (c >= '0' && c <= '9') key = Value(c - '0');
        if (c == 'g' && i + 1 < text.size() && text[i + 1] == '<') {
            const std::size_t end = std::min(text.find('>', i), text.size());
            const std::string name = text.substr(i + 2, end - i - 2);
            key = name.find_first_not_of("0123456789") == name.npos
                      ? Value(Integer(std::stoi("0" + name.substr(0, 6))))
                      : Value(name);
            i = end;
        }
        if (key.is_none())
            out += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
        else if (const Value group = match.group(key, where); group.octets() != nullptr)
            out += *group.octets();
    }
    return out;
}

Value sub(Call& call) {
    const Search wanted(call, 4);
    const auto in = wanted.subject(wanted.first + 1);
    const Value& replacement = call[wanted.first];
    const Integer most = call.integer(wanted.first + 2, 0);
    std::string out;
    std::size_t from = 0;
    Integer done = 0;
    for (Regex::Match& match : wanted.all(*in)) {
        if (most > 0 && done++ >= most) break;
        const auto [begin, end] = match.groups[0];
        out.append(in->octets, from, begin - from);
        const Value object = object_value<MatchObject>(in, wanted.regex, std::move(match));
        const Value by =
            replacement.octets() != nullptr
                ? Value(expanded(*replacement.octets(), *object_as<MatchObject>(object), call.span))
                : call.invoke(replacement, {object});
        if (by.octets() == nullptr) call.raise("TypeError", "a replacement is a text");
        out += *by.octets();
        check_octet_count(out.size(), call.span);
        from = end;
    }
    out.append(in->octets, from);
    return in->is_text ? Value(std::move(out)) : Value(Bytes{std::move(out)});
}

Value compile(Call& call) {
    if (object_as<PatternObject>(call[0]) != nullptr) return call[0];
    return object_value<PatternObject>(call.octets(0), Search(call, 1).regex);
}

Value escape(Call& call) {
    std::string out;
    for (const char c : call.octets(0)) {
        if (std::string_view("()[]{}?*+-|^$\\.&~# \t\n\r\v\f").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return call[0].is_text() ? Value(std::move(out)) : Value(Bytes{std::move(out)});
}

constexpr Builtin pattern_methods[] = {
    {"match", {{{"text", text}}}, Kind::unknown, "The match at the start, or None.", match},
    {"search", {{{"text", text}}}, Kind::unknown, "The first match, or None.", search},
    {"fullmatch", {{{"text", text}}}, Kind::unknown, "The match of all, or None.", fullmatch},
    {"findall", {{{"text", text}}}, list, "What each match or its groups are.", findall},
    {"finditer", {{{"text", text}}}, list, "All matches.", finditer},
    {"split", {{{"text", text}, optional("maxsplit", number)}}, list, "The parts between matches.", split},
    {"sub",
     {{{"repl"}, {"text", text}, optional("count", number)}},
     text,
     "With another text for each match.",
     sub},
};

std::span<const Builtin> PatternObject::methods() const { return pattern_methods; }

constexpr std::array<Parameter, Builtin::most_parameters> find_in = {
    {{"pattern"}, {"string", text}, optional("flags", number)}};

}  // namespace

extern const Builtin builtin_re_match = {"re.match", find_in, Kind::unknown,
                                         "The match at the start, or None.", match};
extern const Builtin builtin_re_search = {"re.search", find_in, Kind::unknown, "The first match, or None.",
                                          search};
extern const Builtin builtin_re_fullmatch = {"re.fullmatch", find_in, Kind::unknown,
                                             "The match of all, or None.", fullmatch};
extern const Builtin builtin_re_findall = {"re.findall", find_in, list, "What each match or its groups are.",
                                           findall};
extern const Builtin builtin_re_finditer = {"re.finditer", find_in, list, "All matches.", finditer};
extern const Builtin builtin_re_split = {
    "re.split",
    {{{"pattern"}, {"string", text}, optional("maxsplit", number), optional("flags", number)}},
    list,
    "The parts between matches.",
    split};
extern const Builtin builtin_re_sub = {
    "re.sub",
    {{{"pattern"}, {"repl"}, {"string", text}, optional("count", number), optional("flags", number)}},
    text,
    "With another text for each match.",
    sub};
extern const Builtin builtin_re_compile = {
    "re.compile", {{{"pattern"}, optional("flags", number)}}, Kind::unknown, "A pattern.", compile};
extern const Builtin builtin_re_escape = {
    "re.escape", {{{"text", text}}}, text, "A pattern that matches a text.", escape};

}  // namespace pkttest::language
