/** What went wrong with a request, and what to do, by HTTP status; 0 means that the server was not reached. */
const SENTENCES: Record<number, string> = {
  0: "Không kết nối được với máy chủ. Nội dung đang nhập vẫn còn trên trang; hãy kiểm tra mạng rồi thử lại.",
  400: "Máy chủ không hiểu yêu cầu này. Hãy tải lại trang rồi thử lại.",
  403: "Tài khoản của đồng chí không có quyền làm việc này.",
  404: "Không tìm thấy nội dung này, hoặc nội dung nằm ngoài phạm vi được xem.",
  409: "Nội dung đã được người khác sửa trong lúc đồng chí đang làm. Hãy tải lại trang để xem bản mới.",
  413: "Tệp lớn quá mức cho phép. Hãy chia nhỏ tệp rồi tải lên lại.",
  429: "Có quá nhiều yêu cầu trong thời gian ngắn. Hãy đợi một phút rồi thử lại.",
  503: "Hệ thống đang bảo trì. Hãy thử lại sau ít phút.",
  504: "Máy chủ trả lời quá chậm. Hãy thử lại sau ít phút.",
};

export function failureSentence(status: number): string {
  const known = SENTENCES[status];
  if (known) return known;
  return status >= 500
    ? "Máy chủ gặp lỗi khi xử lý yêu cầu. Chưa có gì được ghi; lỗi đã được lưu lại để quản trị viên xem xét."
    : `Yêu cầu không thực hiện được (mã ${status}). Hãy tải lại trang rồi thử lại.`;
}
