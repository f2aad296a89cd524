// What IKEv2's files share: how its payloads begin and announce each other.
#pragma once

#include "framework/packet/packet.h"
#include "protocols/checked.h"
#include "protocols/computed.h"
#include "protocols/isakmp.h"

namespace pkttest::protocols::ike2 {

inline constexpr Name payload_types[] = {
    {0, "None"},   {2, "Proposal"},   {3, "Transform"}, {33, "SA"},       {34, "KE"},
    {35, "IDi"},   {36, "IDr"},       {37, "CERT"},     {38, "CERTREQ"},  {39, "AUTH"},
    {40, "Nonce"}, {41, "Notify"},    {42, "Delete"},   {43, "VendorID"}, {44, "TSi"},
    {45, "TSr"},   {46, "Encrypted"}, {47, "CP"},       {48, "EAP"},      {53, "Encrypted_Fragment"}};
inline constexpr Name protocols[] = {{1, "IKE"}, {2, "AH"}, {3, "ESP"}};
inline constexpr Name groups[] = {
    {1, "768MODPgr"},          {2, "1024MODPgr"},         {5, "1536MODPgr"},
    {14, "2048MODPgr"},        {15, "3072MODPgr"},        {16, "4096MODPgr"},
    {17, "6144MODPgr"},        {18, "8192MODPgr"},        {19, "256randECPgr"},
    {20, "384randECPgr"},      {21, "521randECPgr"},      {22, "1024MODP160POSgr"},
    {23, "2048MODP224POSgr"},  {24, "2048MODP256POSgr"},  {25, "192randECPgr"},
    {26, "224randECPgr"},      {27, "brainpoolP224r1gr"}, {28, "brainpoolP256r1gr"},
    {29, "brainpoolP384r1gr"}, {30, "brainpoolP512r1gr"}, {31, "curve25519gr"},
    {32, "curve448gr"},        {33, "GOST3410_2012_256"}, {34, "GOST3410_2012_512"}};

/// Behind a type that has no table stands a payload all the same.
const Protocol* any_payload(const Layer& layer);

inline constexpr std::string_view lowers[] = {"IKEv2",
                                              "IKEv2_payload",
                                              "IKEv2_payload_SA",
                                              "IKEv2_payload_KE",
                                              "IKEv2_payload_IDi",
                                              "IKEv2_payload_IDr",
                                              "IKEv2_payload_CERT",
                                              "IKEv2_payload_CERTREQ",
                                              "IKEv2_payload_AUTH",
                                              "IKEv2_payload_Nonce",
                                              "IKEv2_payload_Notify",
                                              "IKEv2_payload_Delete",
                                              "IKEv2_payload_VendorID",
                                              "IKEv2_payload_TSi",
                                              "IKEv2_payload_TSr",
                                              "IKEv2_payload_CP",
                                              "IKEv2_payload_EAP"};
template <std::uint64_t number>
inline constexpr auto announced = announced_by(lowers, number);
inline constexpr Field next_payload = enumeration("next_payload", 8, Default(), payload_types),
                       res = bits("res", 8), res2 = bits("res2", 24, {.hex = true}),
                       length = bits("length", 16, Extra{.compute = header_octets});
/// What is left of the payload's length behind `octets` of it.
constexpr Extra behind(int octets) { return {.extent = octets_from("length", 1, -octets)}; }

constexpr Protocol payload(std::string_view name, std::string_view title, std::span<const Field> fields,
                           std::span<const Carrier> carriers) {
    return checked({.name = name,
                    .title = title,
                    .fields = fields,
                    .carried_by = carriers,
                    .guess_payload = any_payload});
}

}  // namespace pkttest::protocols::ike2
