/** Who may open payments in the sandbox; they open nothing anywhere else. */
export const sandboxCredentials = {
  zarinpal: { merchantId: "5a9db0c5-0000-4000-8000-73616e64626f" },
  yookassa: { shopId: "100500", secretKey: "test_sandbox-yookassa-secret" },
  /** Another merchant of the same gateways: what is theirs is not ours (Zarinpal −53, YooKassa 404). */
  stranger: {
    zarinpal: { merchantId: "5a9db0c5-0000-4000-8000-737472616e67" },
    yookassa: { shopId: "100501", secretKey: "test_sandbox-stranger-secret" },
  },
} as const;
