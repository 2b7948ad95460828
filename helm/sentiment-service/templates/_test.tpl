{{/* A pod of `helm test` that makes one request: a dict with root, name and arguments (of docker/Probe.java). */}}
{{- define "sentiment-service.test" -}}
apiVersion: v1
kind: Pod
metadata:
  name: {{ include "sentiment-service.fullname" .root }}-test-{{ .name }}
  labels:
    {{- include "sentiment-service.labels" .root | nindent 4 }}
    app.kubernetes.io/component: test
  annotations:
    helm.sh/hook: test
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  restartPolicy: Never
  automountServiceAccountToken: false
  {{- include "sentiment-service.podSecurity" .root | nindent 2 }}
  {{- with .root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  containers:
    - name: probe
      image: {{ include "sentiment-service.image" (dict "root" .root "gpu" false) | quote }}
      imagePullPolicy: {{ .root.Values.image.pullPolicy }}
      {{- include "sentiment-service.containerSecurity" .root | nindent 6 }}
      command:
        - /app/probe
        {{- range .arguments }}
        - {{ . | quote }}
        {{- end }}
      resources:
        requests:
          cpu: 100m
          memory: 96Mi
        limits:
          memory: 96Mi
{{- end }}
