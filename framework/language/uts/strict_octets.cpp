// Functions of Python's and Scapy's that raise something where bytes stand for text or text for bytes.
#include "framework/language/uts/strict_octets.h"

#include <algorithm>
#include <iterator>

namespace pkttest::language {

namespace {

constexpr std::string_view strict[] = {
    "Net",
    "Net6",
    "RandIP",
    "RandIP6",
    "RandMAC",
    "append",
    "atol",
    "base64.b16encode",
    "base64.b64encode",
    "binascii.b2a_hex",
    "binascii.crc32",
    "binascii.hexlify",
    "bytearray.fromhex",
    "bytes.fromhex",
    "calc_tcp_md5_hash",
    "checksum",
    "crc32",
    "delfieldval",
    "dns_encode",
    "dns_get_str",
    "fletcher16_checkbytes",
    "fletcher16_checksum",
    "get_field",
    "get_temp_file",
    "getattr",
    "getfield_and_val",
    "getfieldval",
    "hasattr",
    "import_hexcap",
    "in4_chksum",
    "in6_and",
    "in6_chksum",
    "in6_ctop",
    "in6_getnsma",
    "in6_getnsmac",
    "in6_ifaceidtomac",
    "in6_mactoifaceid",
    "in6_or",
    "in6_xor",
    "inet_aton",
    "inet_ntoa",
    "int.from_bytes",
    "load_contrib",
    "load_layer",
    "open",
    "os.path.join",
    "setattr",
    "setfieldval",
    "sprintf",
    "struct.unpack",
    "struct.unpack_from",
    "wrpcap",
    "wrpcapng",
    "zlib.compress",
    "zlib.crc32",
};

}  // namespace

bool tells_bytes_from_text(std::string_view name) {
    return std::binary_search(std::begin(strict), std::end(strict), name);
}

}  // namespace pkttest::language
