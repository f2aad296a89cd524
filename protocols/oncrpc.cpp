// ONC RPC, version 2 (RFC 5531): calls and replies with their credentials; records over TCP.
#include <algorithm>

#include "framework/packet/packet.h"
#include "framework/packet/stream_rule.h"
#include "protocols/checked.h"
#include "protocols/computed.h"

namespace pkttest::protocols {

/// Behind a name of `length` octets, zeros up to a multiple of 4; filled where they are not told.
static std::int64_t fill_octets(const Layer& layer) {
    return -static_cast<std::int64_t>(layer.integer("length")) & 3;
}
static void encode_fill(const Field& field, const Layer& layer, const Value& internal, BitWriter& out) {
    const Value name = layer.get("_name");
    const std::size_t size = name.octets() != nullptr ? name.octets()->size() : 0;
    if (internal.octets() == nullptr || internal.octets()->empty())
        return out.put_octets(std::string(-size % 4, '\0'));
    octets_shape.encode(field, layer, internal, out);
}
static constexpr Shape fill_shape = based_on<octets_shape>({
    .name = "fill",
    .encode = encode_fill,
    .represent = [](const Field&, const Value& v) { return represent(v); },
    .random = [](const Field&) { return Value(Bytes{}); },
});

static constexpr Field name_fields[] = {bits("length", 32, {.length_of = {"_name"}}),
                                        octets("_name", "", {.extent = octets_from("length")}),
                                        custom("fill", fill_shape, "", {.extent = octets_by(fill_octets)})};
extern constexpr Protocol rpc_name = checked({.name = "Object_Name",
                                              .title = "ONC RPC name",
                                              .shown = "Object Name",
                                              .fields = name_fields,
                                              .payload_size = no_payload});

// ---- records over TCP ------------------------------------------------------------------------------------

/// A fragment's length, its first bit set on the last one.
static Integer record_mark(const Layer& layer) { return 0x80000000 + payload_octets(layer); }
static constexpr Field record_fields[] = {bits("rm", 32, {.compute = record_mark, .hex = true})};
static constexpr Carrier record_carriers[] = {{"TCP", "dport", 111, up},
                                              {"TCP", "sport", 111, up},
                                              {"TCP", "dport", 2049, up},
                                              {"TCP", "sport", 2049, up}};
static const Protocol* behind_record(const Layer& layer) {
    return find_protocol(layer.below() && layer.below()->is("TCP") ? "RPC" : "Raw");
}
extern constexpr Protocol rpc_record = checked({.name = "RM_Header",
                                                .title = "ONC RPC record marking",
                                                .shown = "RM Header",
                                                .fields = record_fields,
                                                .carried_by = record_carriers,
                                                .guess_payload = behind_record});

// ---- messages --------------------------------------------------------------------------------------------

static constexpr Name message_types[] = {{0, "CALL"}, {1, "REPLY"}};
static constexpr Name flavors[] = {
    {0, "AUTH_NULL"}, {1, "AUTH_UNIX"}, {2, "AUTH_SHORT"}, {3, "AUTH_DH"}, {6, "RPCSEC_GSS"}};
static constexpr Name reply_states[] = {{0, "MSG_ACCEPTED"}, {1, "MSG_DENIED"}};
static constexpr Name accept_states[] = {{0, "SUCCESS"},      {1, "PROG_UNAVAIL"}, {2, "PROG_MISMATCH"},
                                         {3, "PROC_UNAVAIL"}, {4, "GARBAGE_ARGS"}, {5, "SYSTEM_ERR"}};

static constexpr Field fields[] = {bits("xid", 32, 0, {.hex = true}),
                                   enumeration("mtype", 32, 0, message_types)};
static constexpr Carrier carriers[] = {{"UDP", "dport", 2049, up}, {"UDP", "sport", 2049, up}};
extern constexpr Protocol rpc =
    checked({.name = "RPC",
             .title = "ONC Remote Procedure Call",
             .shown = "RPC",
             .fields = fields,
             .carried_by = carriers,
             .hashret = [](const Layer& layer, std::string& out) { out += layer.text("xid"); },
             .answers =
                 [](const Layer& layer, const Layer& request) {
                     return request.is("RPC") && layer.integer("mtype") == 1 &&
                            request.integer("mtype") == 0 && layer.integer("xid") == request.integer("xid");
                 }});

static constexpr Field group = bits("gid", 32);
static constexpr Field unix_fields[] = {bits("stamp", 32, 0, {.hex = true}),
                                        layer("mname", "Object_Name"),
                                        bits("uid", 32),
                                        bits("gid", 32),
                                        bits("num_auxgids", 32, {.count_of = {"auxgids"}}),
                                        list("auxgids", group, {.extent = count_from("num_auxgids")})};
extern constexpr Protocol rpc_unix = checked({.name = "Auth_Unix",
                                              .title = "ONC RPC UNIX credentials",
                                              .shown = "AUTH Unix",
                                              .fields = unix_fields,
                                              .payload_size = no_payload});

static constexpr Field gss_fields[] = {bits("gss_version", 32), bits("gss_procedure", 32),
                                       bits("gss_seq_num", 32), bits("gss_service", 32),
                                       layer("gss_context", "Object_Name")};
extern constexpr Protocol rpc_gss = checked({.name = "Auth_RPCSEC_GSS",
                                             .title = "Auth RPCSEC_GSS",
                                             .fields = gss_fields,
                                             .payload_size = no_payload});
static constexpr Field gss_verifier_fields[] = {
    bits("len", 32, {.length_of = {"data"}}),
    octets("data", "", {.extent = octets_from("len"), .pad_to = 4})};
extern constexpr Protocol rpc_gss_verifier = checked({.name = "Verifier_RPCSEC_GSS",
                                                      .title = "Verifier RPCSEC_GSS",
                                                      .fields = gss_verifier_fields,
                                                      .payload_size = no_payload});

/// Credentials with a table say themselves how long they are; others are taken to have no verifier.
static Integer credential_octets(const Layer& layer) {
    for (const std::string_view field : {"a_unix", "a_rpcsec_gss"}) {
        const Value value = layer.get(field);
        if (const auto* inside = value.as<LayerReference>())
            return static_cast<Integer>(inside->packet->build().size());
    }
    return std::max<Integer>(header_octets(layer) - 32, 0);
}
/// All that is left behind the credential.
static Integer verifier_octets(const Layer& layer) {
    return std::max<Integer>(header_octets(layer) - 32 - layer.integer("alength"), 0);
}
/// A flavor that has no table.
static bool is_other_credential(const Layer& layer) {
    const std::uint64_t flavor = layer.integer("aflavor");
    return flavor != 1 && flavor != 6;
}
static bool is_other_verifier(const Layer& layer) {
    const std::uint64_t flavor = layer.integer("vflavor");
    return flavor != 1 && flavor != 6;
}
static constexpr Field call_fields[] = {
    bits("version", 32, 2),
    bits("program", 32, 100003),
    bits("pversion", 32, 3),
    bits("procedure", 32),
    enumeration("aflavor", 32, 1, flavors),
    bits("alength", 32, {.compute = credential_octets}),
    layer("a_unix", "Auth_Unix", {.when = equals("aflavor", 1)}),
    layer("a_rpcsec_gss", "Auth_RPCSEC_GSS", {.when = equals("aflavor", 6)}),
    octets("a_data", "", {.when = when(is_other_credential), .extent = octets_from("alength")}),
    enumeration("vflavor", 32, 0, flavors),
    bits("vlength", 32, {.compute = verifier_octets, .when = differs("vflavor", 6)}),
    layer("v_unix", "Auth_Unix", {.when = equals("vflavor", 1)}),
    layer("v_rpcsec_gss", "Verifier_RPCSEC_GSS", {.when = equals("vflavor", 6)}),
    octets("v_data", "", {.when = when(is_other_verifier), .extent = octets_from("vlength")})};
static constexpr Carrier call_carriers[] = {{"RPC", "mtype", 0}};
extern constexpr Protocol rpc_call = checked({.name = "RPC_Call",
                                              .title = "ONC RPC call",
                                              .shown = "RPC Call",
                                              .fields = call_fields,
                                              .carried_by = call_carriers});

static constexpr Field reply_fields[] = {
    enumeration("reply_stat", 32, 0, reply_states), enumeration("flavor", 32, 0, flavors),
    layer("a_unix", "Auth_Unix", {.when = equals("flavor", 1)}), bits("length", 32),
    enumeration("accept_stat", 32, 0, accept_states)};
static constexpr Carrier reply_carriers[] = {{"RPC", "mtype", 1}};
extern constexpr Protocol rpc_reply = checked({.name = "RPC_Reply",
                                               .title = "ONC RPC reply",
                                               .shown = "RPC Response",
                                               .fields = reply_fields,
                                               .carried_by = reply_carriers});

// ---- over TCP ----

/// A fragment: the first bit says whether it is the last one.
extern constexpr StreamRule rpc_stream = {.protocol = "RM_Header", .octets = 4, .add = 4, .mask = 0x7fffffff};

}  // namespace pkttest::protocols
