// Describe: the protocols as a C++ header, so that a program's layer and field names are checked by the
// compiler.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "framework/packet/compiled.h"
#include "framework/packet/describe.h"
#include "framework/packet/shape.h"

namespace pkttest {

namespace {

/// Words that a field may be called but a member may not: keywords, macros, and what the struct itself has.
constexpr std::array reserved = {
    "alignas",  "alignof", "and",       "asm",     "auto",      "bool",     "break",  "case",
    "catch",    "char",    "class",     "const",   "continue",  "default",  "delete", "do",
    "double",   "else",    "enum",      "errno",   "explicit",  "export",   "extern", "false",
    "float",    "for",     "friend",    "get",     "goto",      "has",      "if",     "inline",
    "int",      "linux",   "long",      "mutable", "namespace", "new",      "not",    "operator",
    "or",       "private", "protected", "public",  "register",  "requires", "return", "set",
    "short",    "signed",  "size",      "sizeof",  "static",    "struct",   "switch", "template",
    "this",     "throw",   "true",      "try",     "typedef",   "typename", "union",  "unix",
    "unsigned", "using",   "virtual",   "void",    "volatile",  "while",    "xor",    "time",
    "NULL"};

/// A member's or a struct's name: letters, digits and underscores.
std::string identifier(std::string_view name) {
    std::string out;
    for (const char c : name) out += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    if (out.empty() || std::isdigit(static_cast<unsigned char>(out.front())) != 0) out.insert(0, "_");
    if (std::find(reserved.begin(), reserved.end(), out) != reserved.end()) out += '_';
    return out;
}

/// What reading a field gives in C++.
std::string_view type_of(const Field& field) {
    if (field.shape == &integer_shape) return field.is_signed ? "std::int64_t" : "std::uint64_t";
    if (field.shape == &flags_shape) return "std::uint64_t";
    if (field.shape == &mac_shape || field.shape == &ipv4_shape || field.shape == &ipv6_shape ||
        field.shape == &domain_name_shape || field.shape == &octets_shape)
        return "std::string";
    return "Value";
}

/// The members of Key that say where it lies; nothing where that is not the same in every packet.
std::string place_text(const Protocol& protocol, const Field& field) {
    const std::int32_t bit = compiled(protocol).fixed_bit[index_of(protocol, field)];
    if (bit < 0) return {};
    return fmt::format(", {}, {}{}", bit, field.width, field.little_endian ? ", true" : "");
}

std::string struct_text(const Protocol& protocol) {
    const std::string name = identifier(protocol.name);
    std::string members, values, keys;
    for (std::size_t i = 0; i < protocol.fields.size(); ++i) {
        const Field& field = protocol.fields[i];
        std::string member = identifier(field.name);
        if (member == name || member == name + "Fields") member += '_';
        members += fmt::format("    Written {} = {{}};\n", member);
        values += fmt::format("{}&fields.{}", i == 0 ? "" : ", ", member);
        keys += fmt::format("    static constexpr Key<{}> {}{{\"{}\", {}{}}};\n", type_of(field), member,
                            protocol.name, i, place_text(protocol, field));
    }
    return fmt::format(
        "/// {}.\nstruct {}Fields {{\n{}}};\n"
        "struct {} : TypedLayer {{\n    {}(const {}Fields& fields = {{}}) : TypedLayer(built_in<\"{}\">(), "
        "{{{}}}) "
        "{{{}}}\n"
        "{}}};\n\n",
        protocol.title, name, members, name, name, name, protocol.name, values,
        protocol.fields.empty() ? "(void)fields;" : "", keys);
}

}  // namespace

std::string cpp_header(const std::vector<const Protocol*>& protocols) {
    std::string out =
        "// Generated from the protocols' tables: a struct for each layer, its fields by name.\n"
        "#pragma once\n\n#include \"framework/packet/typed.h\"\n\nnamespace pkttest::typed {\n\n";
    for (const Protocol* protocol : protocols) out += struct_text(*protocol);
    return out + "}  // namespace pkttest::typed\n";
}

}  // namespace pkttest
