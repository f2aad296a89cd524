// AES-GCM: Mbed TLS, asked for whole frames.
#include "framework/language/values/aes_gcm.h"

#include <mbedtls/gcm.h>

#include <stdexcept>

namespace pkttest::language {

namespace {

const unsigned char* data_of(std::string_view octets) {
    return reinterpret_cast<const unsigned char*>(octets.data());
}

}  // namespace

std::optional<AesGcm> AesGcm::with_key(std::string_view key) {
    if (key.size() != 16 && key.size() != 24 && key.size() != 32) return std::nullopt;
    return AesGcm(key);
}

AesGcm::Sealed AesGcm::run(int way, std::string_view iv, std::string_view open,
                           std::string_view octets) const {
    Sealed out{std::string(octets.size(), '\0'), std::string(tag_octets, '\0')};
    mbedtls_gcm_context context;
    mbedtls_gcm_init(&context);
    mbedtls_gcm_setkey(&context, MBEDTLS_CIPHER_ID_AES, data_of(key_),
                       static_cast<unsigned>(key_.size() * 8));
    const int problem = mbedtls_gcm_crypt_and_tag(
        &context, way, octets.size(), data_of(iv), iv.size(), data_of(open), open.size(), data_of(octets),
        reinterpret_cast<unsigned char*>(out.octets.data()), tag_octets,
        reinterpret_cast<unsigned char*>(out.tag.data()));
    mbedtls_gcm_free(&context);
    if (problem != 0) throw std::runtime_error("AES-GCM takes no empty initial vector");
    return out;
}

AesGcm::Sealed AesGcm::seal(std::string_view iv, std::string_view open, std::string_view plain) const {
    return run(MBEDTLS_GCM_ENCRYPT, iv, open, plain);
}

AesGcm::Sealed AesGcm::unseal(std::string_view iv, std::string_view open, std::string_view hidden) const {
    return run(MBEDTLS_GCM_DECRYPT, iv, open, hidden);
}

}  // namespace pkttest::language
