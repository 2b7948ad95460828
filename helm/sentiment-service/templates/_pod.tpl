{{/*
The pod of a component, which server and trainer share: a dict with root, component (server or trainer), values (those
of the component) and roles (of sentiment.roles).
*/}}
{{- define "sentiment-service.pod" -}}
{{- $root := .root -}}
{{- $values := .root.Values -}}
{{- $postgresql := eq $values.database.type "postgresql" -}}
{{- $name := include "sentiment-service.fullname" $root -}}
metadata:
  labels:
    {{- include "sentiment-service.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
  annotations:
    checksum/config: {{ include (print $root.Template.BasePath "/configmap.yaml") $root | sha256sum }}
    checksum/secret: {{ include (print $root.Template.BasePath "/secret.yaml") $root | sha256sum }}
    {{- with .values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "sentiment-service.serviceAccountName" $root }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ include "sentiment-service.gracePeriod" $root }}
  {{- include "sentiment-service.podSecurity" $root | nindent 2 }}
  {{- with $values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  {{- with .values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- if and .values.gpu.enabled .values.gpu.runtimeClassName }}
  runtimeClassName: {{ .values.gpu.runtimeClassName }}
  {{- end }}
  containers:
    - name: {{ .component }}
      image: {{ include "sentiment-service.image" (dict "root" $root "gpu" .values.gpu.enabled) | quote }}
      imagePullPolicy: {{ $values.image.pullPolicy }}
      {{- include "sentiment-service.containerSecurity" $root | nindent 6 }}
      env:
        - name: SENTIMENT_ROLES
          value: {{ .roles | quote }}
        - name: SENTIMENT_DATA_DIRECTORY
          value: /data
        {{- if $postgresql }}
        {{- with $values.database.postgresql }}
        - name: SPRING_DATASOURCE_URL
          value: {{ printf "jdbc:postgresql://%s:%d/%s?sslmode=%s" .host (int .port) .name .sslMode | quote }}
        - name: SPRING_DATASOURCE_USERNAME
          valueFrom:
            secretKeyRef:
              name: {{ .existingSecret }}
              key: {{ .usernameKey }}
        - name: SPRING_DATASOURCE_PASSWORD
          valueFrom:
            secretKeyRef:
              name: {{ .existingSecret }}
              key: {{ .passwordKey }}
        {{- end }}
        {{- end }}
        {{- with include "sentiment-service.adminSecret" $root }}
        - name: SENTIMENT_SECURITY_ADMIN_TOKEN
          valueFrom:
            secretKeyRef:
              name: {{ . }}
              key: {{ ternary $values.security.adminToken.existingSecretKey "admin-token" (ne $values.security.adminToken.existingSecret "") }}
        {{- end }}
        {{- with .values.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      ports:
        - name: http
          containerPort: {{ int $values.ports.http }}
          protocol: TCP
        - name: management
          containerPort: {{ int $values.ports.management }}
          protocol: TCP
      {{- include "sentiment-service.probes" . | nindent 6 }}
      resources:
        {{- include "sentiment-service.resources" .values | nindent 8 }}
      volumeMounts:
        - name: config
          mountPath: /app/config
          readOnly: true
        - name: data
          mountPath: /data
        - name: temporary
          mountPath: /tmp
  volumes:
    - name: config
      configMap:
        name: {{ $name }}
    - name: data
      {{- if and (not $postgresql) $values.persistence.enabled }}
      persistentVolumeClaim:
        claimName: {{ default $name $values.persistence.existingClaim }}
      {{- else }}
      emptyDir: {}
      {{- end }}
    - name: temporary
      emptyDir: {}
  {{- with .values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{/* The pause, the drain, and time for what follows it: the last batches, the database, the exit. */}}
{{- define "sentiment-service.gracePeriod" -}}
{{- add .Values.shutdown.pauseSeconds .Values.shutdown.drainSeconds 20 }}
{{- end }}

{{- define "sentiment-service.podSecurity" -}}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- end }}

{{- define "sentiment-service.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop:
      - ALL
{{- end }}

{{/*
Ready when every model has answered a warm-up. A server is asked on the port that clients use: it could be out of order
while the management port still answers.
*/}}
{{- define "sentiment-service.probes" -}}
{{- $server := eq .component "server" -}}
{{- $ready := ternary "/v2/health/ready" "/actuator/health/readiness" $server -}}
{{- $live := ternary "/v2/health/live" "/actuator/health/liveness" $server -}}
{{- $port := ternary "http" "management" $server -}}
startupProbe:
  httpGet:
    path: {{ $live }}
    port: {{ $port }}
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: 90
readinessProbe:
  httpGet:
    path: {{ $ready }}
    port: {{ $port }}
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 3
livenessProbe:
  httpGet:
    path: {{ $live }}
    port: {{ $port }}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
lifecycle:
  preStop:
    # Until every proxy has taken the pod out of its list: no request comes in after the drain has begun.
    sleep:
      seconds: {{ .root.Values.shutdown.pauseSeconds }}
{{- end }}

{{/* Of a component's values: its requests and limits, and its GPUs. */}}
{{- define "sentiment-service.resources" -}}
requests:
  {{- toYaml .resources.requests | nindent 2 }}
  {{- if .gpu.enabled }}
  {{ .gpu.resource }}: {{ .gpu.count }}
  {{- end }}
limits:
  {{- toYaml .resources.limits | nindent 2 }}
  {{- if .gpu.enabled }}
  {{ .gpu.resource }}: {{ .gpu.count }}
  {{- end }}
{{- end }}
