// FewOf: a growing array whose first elements need no allocation. For what is nearly always few: a packet's
// layers, a layer's values.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace pkttest {

template <class T, std::size_t inline_count>
class FewOf {
 public:
    FewOf() = default;
    FewOf(const FewOf& other) { append(other.begin(), other.end()); }
    FewOf(FewOf&& other) noexcept { take(other); }
    FewOf& operator=(FewOf other) noexcept {
        free();
        take(other);
        return *this;
    }
    ~FewOf() { free(); }

    T* begin() { return data_; }
    T* end() { return data_ + size_; }
    const T* begin() const { return data_; }
    const T* end() const { return data_ + size_; }
    T* data() { return data_; }
    const T* data() const { return data_; }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    /// Another element costs an allocation.
    bool is_full() const { return size_ == capacity_; }
    T& operator[](std::size_t index) { return data_[index]; }
    const T& operator[](std::size_t index) const { return data_[index]; }
    T& back() { return data_[size_ - 1]; }
    const T& back() const { return data_[size_ - 1]; }

    void reserve(std::size_t count) {
        if (count > capacity_) grow(count);
    }
    template <class... Parts>
    void emplace_back(Parts&&... parts) {
        if (size_ == capacity_) grow(capacity_ * 2);
        new (data_ + size_) T{std::forward<Parts>(parts)...};
        ++size_;
    }
    /// As many more elements of plain data, which the caller writes.
    T* extend(std::size_t count) {
        static_assert(std::is_trivially_copyable_v<T>);
        reserve(size_ + count);
        return data_ + std::exchange(size_, size_ + count);
    }
    void push_back(T value) { emplace_back(std::move(value)); }
    template <class Iterator>
    void append(Iterator from, Iterator end) {
        reserve(size_ + static_cast<std::size_t>(end - from));
        for (; from != end; ++from) new (data_ + size_++) T(*from);
    }
    /// Before the element at `index`.
    void insert(std::size_t index, T value) {
        push_back(std::move(value));
        for (std::size_t i = size_ - 1; i > index; --i) std::swap(data_[i], data_[i - 1]);
    }
    void erase(std::size_t index) {
        for (std::size_t i = index; i + 1 < size_; ++i) data_[i] = std::move(data_[i + 1]);
        truncate(size_ - 1);
    }
    /// Leaves the first `count` at most.
    void truncate(std::size_t count) {
        while (size_ > count) std::destroy_at(data_ + --size_);
    }
    void clear() { truncate(0); }
    /// clear() of elements that all may go without a destructor's run.
    void forget() { size_ = 0; }
    void swap(FewOf& other) noexcept {
        FewOf kept(std::move(other));
        other = std::move(*this);
        *this = std::move(kept);
    }

 private:
    T* inside() { return reinterpret_cast<T*>(inside_); }
    bool is_inside() const { return capacity_ == inline_count; }
    void free() {
        clear();
        if (!is_inside()) ::operator delete (data_, std::align_val_t{alignof(T)});
        data_ = inside();
        capacity_ = inline_count;
    }
    /// For one that is empty and has allocated nothing; empties `other`.
    void take(FewOf& other) {
        if (other.is_inside() && std::is_trivially_copyable_v<T>) {
            std::memcpy(inside_, other.inside_, sizeof inside_);
            size_ = std::exchange(other.size_, 0);
            return;
        }
        if (other.is_inside()) {
            for (T& value : other) new (data_ + size_++) T(std::move(value));
            other.clear();
            return;
        }
        data_ = std::exchange(other.data_, other.inside());
        capacity_ = std::exchange(other.capacity_, inline_count);
        size_ = std::exchange(other.size_, 0);
    }
    [[gnu::noinline]] void grow(std::size_t count) {
        T* wider = static_cast<T*>(::operator new (count * sizeof(T), std::align_val_t{alignof(T)}));
        std::uninitialized_move(begin(), end(), wider);
        const std::size_t kept = size_;
        free();
        data_ = wider;
        size_ = kept;
        capacity_ = count;
    }

    alignas(T) std::byte inside_[inline_count * sizeof(T)];
    T* data_ = inside();
    std::size_t size_ = 0;
    std::size_t capacity_ = inline_count;
};

}  // namespace pkttest
